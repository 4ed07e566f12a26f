import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Say } from './pure/line-text.ts'

const folder = path.resolve(import.meta.dirname, '../../../locales')
/** The export's own texts, and those of the desk's thread and statuses: a page says it as the desk does. */
const PARTS = ['desk', 'kit', 'export']

const sayers = new Map<string, Promise<Say>>()

/** The texts of a locale, read when first asked for. A missing text shows its key. */
export function sayIn(locale: 'en' | 'fr'): Promise<Say> {
  const said = sayers.get(locale) ?? load(locale)
  sayers.set(locale, said)
  return said
}

async function load(locale: string): Promise<Say> {
  const { IntlMessageFormat } = await import('intl-messageformat')
  const texts: Record<string, string> = Object.assign({}, ...PARTS.map((part) => catalogue(locale, part)))
  const formats = new Map<string, InstanceType<typeof IntlMessageFormat>>()
  return (key, values = {}) => {
    const format = formats.get(key) ?? new IntlMessageFormat(texts[key] ?? key, locale, undefined, { ignoreTag: true })
    formats.set(key, format)
    return String(format.format(values))
  }
}

function catalogue(locale: string, part: string): Record<string, string> {
  const texts: Record<string, string> = JSON.parse(readFileSync(path.join(folder, locale, `${part}.json`), 'utf8'))
  return texts
}
