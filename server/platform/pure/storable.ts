/** Deeper than any input of ours is. */
const DEEPEST = 24

/**
 * Whether PostgreSQL can keep a value: no NUL, no half of a character (a lone surrogate), no nesting without end. JSON
 * lets all of them in.
 */
export function isStorable(value: unknown, depth = DEEPEST): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) return value.every((each) => isStorable(each, depth - 1))
  return Object.entries(value).every(([key, each]) => isStorable(key) && isStorable(each, depth - 1))
}

/** A text of others (a server's answer) as it can be kept: without what PostgreSQL refuses. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')

export const UNSTORABLE = { fields: [{ field: '', message: 'must be text that can be stored, not nested too deeply' }] }
