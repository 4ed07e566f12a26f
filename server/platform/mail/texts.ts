import { readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'

/** A text of `locales/<locale>/mail.json`. */
export type SayMail = (key: string, values?: Record<string, string | number | Date>) => string

const folder = path.resolve(import.meta.dirname, '../../../locales')
const known = ['en', 'fr']
const sayers = new Map<string, SayMail>()

/** The language mails are written in for a reader of this locale. */
export const mailLocale = (locale: string | null): string => {
  const language = locale?.split('-')[0]?.toLowerCase() ?? ''
  return known.includes(language) ? language : 'en'
}

export function sayMailIn(locale: string): SayMail {
  const say = sayers.get(locale) ?? load(locale)
  sayers.set(locale, say)
  return say
}

function load(locale: string): SayMail {
  const texts = JSON.parse(readFileSync(path.join(folder, locale, 'mail.json'), 'utf8')) as Record<string, string>
  const formats = new Map<string, IntlMessageFormat>()
  return (key, values = {}) => {
    const format = formats.get(key) ?? new IntlMessageFormat(texts[key] ?? key, locale, undefined, { ignoreTag: true })
    formats.set(key, format)
    return String(format.format(values))
  }
}
