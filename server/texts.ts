import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Refusals in English, for people who call the API; the screens have their own texts by code, in every language. */
let texts: Record<string, string> | undefined

export function describeRefusal(code: string): string {
  texts ??= JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../locales/en/refusals.json'), 'utf8'),
  ) as Record<string, string>
  return texts[code] ?? code
}
