import { RE2JS } from 're2js'

/**
 * Regular expressions of conditions [CO4]: found anywhere in the text, whatever its capitals; accents count, nothing matches
 * no pattern, and only the first `TEXT_LOOKED_AT` characters are looked at. A linear-time engine: what it costs grows with
 * the text and with the size of the pattern, and both are bounded.
 */
export const PATTERN_LENGTH = 200
const TEXT_LOOKED_AT = 4_000
const MOST_SIZE = 150

/** Null, or why it cannot be used. */
export function faultOfPattern(pattern: string): 'pattern_wrong' | 'pattern_large' | null {
  if (pattern.length > PATTERN_LENGTH) return 'pattern_large'
  try {
    return made(pattern).programSize() > MOST_SIZE ? 'pattern_large' : null
  } catch {
    return 'pattern_wrong'
  }
}

/** Compiled once; what is wrong or too large is found nowhere. */
export function finder(pattern: string): (text: string) => boolean {
  if (faultOfPattern(pattern) !== null) return () => false
  const compiled = made(pattern)
  return (text) => compiled.test(text.slice(0, TEXT_LOOKED_AT))
}

const made = (pattern: string): RE2JS => RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
