import { RE2JS } from 're2js'

/** Compiled patterns: few, and asked for again and again. */
const compiled = new Map<string, RE2JS>()
const MOST = 500
/** What a look at one letter costs grows with it, and a value has a thousand letters. */
const MOST_SIZE = 500

/** Whether the whole text fits; the time it takes grows with the text and with nothing else. */
export function fitsPattern(pattern: string, text: string): boolean {
  const known = compiled.get(pattern)
  if (known !== undefined) return known.testExact(text)
  const made = RE2JS.compile(pattern)
  if (compiled.size >= MOST) compiled.clear()
  compiled.set(pattern, made)
  return made.testExact(text)
}

/** Null, or what is wrong with it. */
export function faultOfPattern(pattern: string): string | null {
  try {
    return RE2JS.compile(pattern).programSize() > MOST_SIZE ? 'too large' : null
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
