import { segmentAt } from './zone.ts'

/** When something opens or closes, as a reader counts days; `day` chooses which of the others a text needs. */
export type OpeningWords = {
  day: 'today' | 'tomorrow' | 'week' | 'later'
  weekday: string
  date: string
  time: string
}
type Reader = { locale: string; timeZone: string }

const DAY = 86_400_000

export function openingWords(at: Date, now: Date, { locale, timeZone }: Reader): OpeningWords {
  const days = dayIn(timeZone, at) - dayIn(timeZone, now)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at)
  return {
    day: days <= 0 ? 'today' : days === 1 ? 'tomorrow' : days < 7 ? 'week' : 'later',
    weekday: format({ weekday: 'long' }),
    date: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    time: format({ hour: 'numeric', minute: '2-digit' }),
  }
}

const dayIn = (zone: string, at: Date): number =>
  Math.floor((at.getTime() + segmentAt(zone, at.getTime()).offset) / DAY)
