import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openingWords } from './pure/opening-words.ts'

type Reader = {
  /** The language it is said in; in which region's way times are written, where that is known, as well. */
  locale: string
  region?: string | undefined
  /** By its canonical name: each other one would be kept. */
  timeZone: string
}
type Format = (values: Record<string, string>) => string

const folder = path.resolve(import.meta.dirname, '../../locales')
const formats = new Map<string, Promise<Format>>()

/** "on Monday at 9:00", « demain à 09:00 », as the reader's calendar and clock have it: what `{opens}` stands for in texts. */
export async function sayWhen(at: Date, now: Date, { locale, region, timeZone }: Reader): Promise<string> {
  const place = { locale: writes(locale, region), timeZone }
  const words = openingWords(at, now, place)
  const format = await formatIn(locale.split('-')[0] ?? '')
  return format?.(words) ?? otherwise(at, words.day, place)
}

/** `en-GB` writes times its own way for whoever reads English. */
function writes(locale: string, region: string | undefined): string {
  if (region?.startsWith(`${locale}-`) !== true) return locale
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(region)[0] ?? locale
  } catch {
    return locale
  }
}

function formatIn(language: string): Promise<Format> | null {
  if (language !== 'en' && language !== 'fr') return null
  const known = formats.get(language) ?? load(language)
  formats.set(language, known)
  return known
}

async function load(language: string): Promise<Format> {
  const { IntlMessageFormat } = await import('intl-messageformat')
  const texts: Record<string, string> = JSON.parse(readFileSync(path.join(folder, language, 'opening.json'), 'utf8'))
  const format = new IntlMessageFormat(texts.when ?? '', language)
  return (values) => String(format.format(values))
}

/** A channel may speak what we do not: then the language's own way of writing a day and a time. */
function otherwise(at: Date, day: string, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const date = day === 'later' ? ({ day: 'numeric', month: 'long' } as const) : {}
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    ...date,
    hour: 'numeric',
    minute: '2-digit',
  }).format(at)
}
