import { regional, useLocale } from '../../kit/i18n.tsx'
import { createStore, useStore } from '../live/store.ts'
import { isSameDay } from './same-day.ts'
import { type DeskText, useDeskText } from './text.ts'

export type Times = ReturnType<typeof timesIn>

const minute = createStore(Date.now())
setInterval(() => minute.set(Date.now()), 20_000)

/** Times as people say them; those beside "now" move on by themselves. */
export function useTimes(): Times {
  const locale = useLocale()
  const t = useDeskText()
  const now = useStore(minute)
  const same = latest?.locale === locale && latest.t === t && latest.now === now
  if (!latest || !same) latest = { locale, t, now, times: timesIn(regional(locale), t, now) }
  return latest.times
}

/** Hundreds of lines ask for the same: formats are costly, so they share one set. */
let latest: { locale: string; t: DeskText; now: number; times: Times } | undefined

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function timesIn(region: string, t: DeskText, now: number) {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(region, options)
  const clock = format({ hour: '2-digit', minute: '2-digit' })
  const short = format({ day: 'numeric', month: 'short' })
  const shortWithYear = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const weekday = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const weekdayWithYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const full = format({ dateStyle: 'full', timeStyle: 'medium' })
  const brief = format({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const isThisYear = (at: Date) => at.getFullYear() === new Date(now).getFullYear()
  const date = (at: string | number) => {
    const day = new Date(at)
    return (isThisYear(day) ? short : shortWithYear).format(day)
  }

  return {
    now,
    date,
    clock: (at: string | number) => clock.format(new Date(at)),
    full: (at: string) => full.format(new Date(at)),
    /** "Tue 3 Nov, 09:00" */
    brief: (at: string | number | Date) => brief.format(new Date(at)),
    /** "now", "4 m", "3 h", "2 d", then the date. */
    ago(at: string) {
      const passed = now - Date.parse(at)
      if (passed < MINUTE) return t('time.now')
      if (passed < HOUR) return t('time.minutes', { n: Math.floor(passed / MINUTE) })
      if (passed < DAY) return t('time.hours', { n: Math.floor(passed / HOUR) })
      return passed < 7 * DAY ? t('time.days', { n: Math.floor(passed / DAY) }) : date(at)
    },
    /** How long, in one word: "<1 m", "4 m", "3 h", "2 d". */
    span(ms: number) {
      if (ms < MINUTE) return t('sla.less')
      if (ms < HOUR) return t('time.minutes', { n: Math.floor(ms / MINUTE) })
      return ms < DAY ? t('time.hours', { n: Math.floor(ms / HOUR) }) : t('time.days', { n: Math.floor(ms / DAY) })
    },
    day(at: string) {
      const day = new Date(at)
      if (isSameDay(day, new Date(now))) return t('time.today')
      if (isSameDay(day, new Date(now - DAY))) return t('time.yesterday')
      return (isThisYear(day) ? weekday : weekdayWithYear).format(day)
    },
    /** The clock where somebody lives; null for an unknown zone. */
    clockIn(timeZone: string): string | null {
      try {
        return format({ hour: '2-digit', minute: '2-digit', timeZone }).format(now)
      } catch {
        return null
      }
    },
  }
}
