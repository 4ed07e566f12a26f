let last = 0

/**
 * UUID version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then random bits. Ids made later sort later, also those of one
 * millisecond: what is kept over a reload is put in order by them.
 */
export function uuid7(now = Date.now()): string {
  last = Math.max(now, last + 1)
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = last.toString(16).padStart(12, '0')
  const variant = (8 + ((bytes[2] ?? 0) & 3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(5, 8)}-${hex.slice(8)}`
}
