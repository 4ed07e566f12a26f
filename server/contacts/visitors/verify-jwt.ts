import { errors, type JWTPayload, jwtVerify } from 'jose'
import { Refusal } from '../../platform/pure/refusal.ts'
import { type Claims, CLOCK_LEEWAY_S, LONGEST_JWT_LIFE_MS, normalised } from '../model.ts'

export type SigningSecret = (kid: string) => Promise<string | null>

/**
 * Who signed in on the customer's own site, by a token which that site's server signed [CT4]. Refuses `jwt_invalid` with a
 * reason for the developer: kid, algorithm, signature, expired, exp, external_id, scope, name, email, malformed.
 */
export async function verifyJwt(
  jwt: string,
  { now, signingSecret }: { now: Date; signingSecret: SigningSecret },
): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(jwt, async ({ kid }) => keyOf(kid, signingSecret), {
      algorithms: ['HS256'],
      currentDate: now,
      clockTolerance: CLOCK_LEEWAY_S,
    })
    return claimsOf(payload, now)
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof errors.JOSEError) throw invalid(REASONS[error.code] ?? 'malformed')
    throw error
  }
}

const REASONS: Record<string, string | undefined> = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JWT_EXPIRED: 'expired',
}

const invalid = (reason: string): Refusal => new Refusal('jwt_invalid', { reason })

async function keyOf(kid: string | undefined, signingSecret: SigningSecret): Promise<Uint8Array> {
  const secret = typeof kid === 'string' && kid.length <= 100 ? await signingSecret(kid) : null
  if (secret === null) throw invalid('kid')
  return new TextEncoder().encode(secret)
}

function claimsOf(payload: JWTPayload, now: Date): Claims {
  const { exp, external_id: externalId, scope, name, email, email_verified: emailVerified } = payload
  if (exp === undefined || exp * 1000 > now.getTime() + LONGEST_JWT_LIFE_MS + CLOCK_LEEWAY_S * 1000)
    throw invalid('exp')
  if (typeof externalId !== 'string' || normalised('external_id', externalId) === null) throw invalid('external_id')
  if (scope !== undefined && scope !== 'user') throw invalid('scope')
  return {
    externalId: externalId.trim(),
    name: textOf(name, 'name')?.slice(0, 120) ?? null,
    email: addressOf(textOf(email, 'email')),
    emailVerified: emailVerified === true,
  }
}

function textOf(value: unknown, claim: string): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw invalid(claim)
  return value.trim() || null
}

function addressOf(text: string | null): string | null {
  if (text === null) return null
  const address = normalised('email', text)
  if (address === null) throw invalid('email')
  return address
}
