import { hash, verify } from '@node-rs/argon2'
import { secret } from '../../platform/ids.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { weakness } from '../pure/password-rule.ts'

/** Argon2id as OWASP asks at least: 19 MiB, two passes, one lane [ID3]. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

let nobodys: Promise<string> | undefined

/** Takes as long for an account that does not exist (null) as for a wrong password [ID3]. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(secret())
  const fits = await verify(passwordHash ?? (await nobodys), password.normalize('NFKC'))
  return fits && passwordHash !== null
}

export function requireStrong(password: string, person: readonly string[]): void {
  const reason = weakness(password, person)
  if (reason !== null) throw new Refusal('password_too_weak', { reason })
}
