import { readFileSync } from 'node:fs'
import path from 'node:path'
import { minutesOf, type WaitRange } from './expected-wait.ts'

export type Told = {
  /** Null: the channel does not tell it. */
  place: number | null
  /** Null: nobody can say, or the channel does not tell it. */
  range: WaitRange | null
  /** What the channel says while nobody is there; null: somebody is. */
  away: string | null
}
type Say = (key: string, values?: Record<string, number>) => string

const folder = path.resolve(import.meta.dirname, '../../../locales')
const sayers = new Map<string, Promise<Say>>()
const HOUR = 60
/** From here on minutes are no help. */
const HOURS_FROM = 120

/** What a customer who waits is told, in his language; English where we do not speak it. */
export async function sayWait({ place, range, away }: Told, locale: string): Promise<string> {
  const say = await sayIn(locale.split('-')[0] ?? '')
  const parts = place === null ? [] : [say('place', { place })]
  if (away !== null) return [say('nobody'), ...parts, away].filter((part) => part !== '').join(' ')
  if (range !== null) parts.push(sayRange(say, range))
  return parts.join(' ')
}

function sayRange(say: Say, range: WaitRange): string {
  const { low, high } = minutesOf(range)
  if (high <= HOURS_FROM) return low === 0 ? say('below', { high }) : say('minutes', { low, high })
  const half = (minutes: number, round: (n: number) => number) => round((minutes / HOUR) * 2) / 2
  const [least, most] = [half(low, Math.floor), half(high, Math.ceil)]
  return least === 0 ? say('hours.below', { high: most }) : say('hours', { low: least, high: most })
}

function sayIn(language: string): Promise<Say> {
  const spoken = language === 'fr' ? 'fr' : 'en'
  const known = sayers.get(spoken) ?? load(spoken)
  sayers.set(spoken, known)
  return known
}

async function load(language: string): Promise<Say> {
  const { IntlMessageFormat } = await import('intl-messageformat')
  const texts: Record<string, string> = JSON.parse(readFileSync(path.join(folder, language, 'waits.json'), 'utf8'))
  const formats = new Map(Object.entries(texts).map(([key, text]) => [key, new IntlMessageFormat(text, language)]))
  return (key, values = {}) => String(formats.get(key)?.format(values) ?? key)
}
