import { createHash, randomBytes } from 'node:crypto'
import { clock } from './clock.ts'

/** UUID version 7: 48 bits of milliseconds, then random bits (RFC 9562, 5.7). */
export function uuid7(at: Date = clock.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A 256-bit secret for a token, in base64url. */
export const secret = (): string => randomBytes(32).toString('base64url')

/** How tokens are stored: they are random, so a plain SHA-256 is enough. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
