import { dateOf, dayOf, weekdayOf } from './open-on.ts'

/** How an event repeats: each year on its own day, or on days to be worked out; null: in a way holidays do not. */
export type Repetition = { kind: 'yearly' } | { kind: 'days'; days: number[] } | null

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** Days that move (the fourth Thursday of November) are worked out for so many years ahead. */
const YEARS_AHEAD = 10
const SAFE = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'WKST'])

export function readRule(rule: string, first: number, thisYear: number, except: ReadonlySet<number>): Repetition {
  const parts = new Map(
    rule
      .toUpperCase()
      .split(';')
      .map((part): [string, string] => {
        const [key = '', value = ''] = part.split('=')
        return [key, value]
      }),
  )
  if (parts.get('FREQ') !== 'YEARLY' || [...parts.keys()].some((key) => !SAFE.has(key))) return null
  if ((parts.get('INTERVAL') ?? '1') !== '1') return null
  const dayIn = dayFinder(parts, first)
  if (dayIn === null) return null
  const until = untilOf(parts.get('UNTIL'))
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : Number.POSITIVE_INFINITY
  if (Number.isNaN(until) || !(count >= 1)) return null
  const fixed = !parts.has('BYDAY')
  if (fixed && until === Number.POSITIVE_INFINITY && count === until && except.size === 0) return { kind: 'yearly' }
  const days: number[] = []
  const begin = new Date(dateOf(first)).getUTCFullYear()
  let seen = 0
  for (let year = begin; year <= Math.max(begin, thisYear) + YEARS_AHEAD && seen < count; year += 1) {
    const day = dayIn(year)
    if (day === null || day < first) continue
    if (day > until) break
    seen += 1
    if (!except.has(day)) days.push(day)
  }
  return { kind: 'days', days }
}

/** The day of a year the rule means; null when it names others than the event's own or than one weekday of one month. */
function dayFinder(parts: ReadonlyMap<string, string>, first: number): ((year: number) => number | null) | null {
  const [, month = 0, day = 0] = dateOf(first).split('-').map(Number)
  const byMonth = Number(parts.get('BYMONTH') ?? month)
  const byDay = parts.get('BYDAY')
  if (byDay === undefined) {
    if (byMonth !== month || Number(parts.get('BYMONTHDAY') ?? day) !== day) return null
    return (year) => {
      const date = `${year}${dateOf(first).slice(4)}`
      return dateOf(dayOf(date)) === date ? dayOf(date) : null
    }
  }
  const [, nth, weekday = ''] = /^([+-]?[1-5])([A-Z]{2})$/.exec(byDay) ?? []
  const wanted = WEEKDAYS.indexOf(weekday) + 1
  if (nth === undefined || wanted === 0 || parts.has('BYMONTHDAY') || !parts.has('BYMONTH')) return null
  if (!(byMonth >= 1 && byMonth <= 12)) return null
  return (year) => nthWeekday(year, byMonth, Number(nth), wanted)
}

function nthWeekday(year: number, month: number, nth: number, weekday: number): number | null {
  const first = Date.UTC(year, month - 1, 1) / 86_400_000
  const after = Date.UTC(year, month, 1) / 86_400_000
  const day =
    nth > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7
      : after - 1 - ((weekdayOf(after - 1) - weekday + 7) % 7) + (nth + 1) * 7
  return day >= first && day < after ? day : null
}

function untilOf(until: string | undefined): number {
  if (until === undefined) return Number.POSITIVE_INFINITY
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(until) ?? []
  return dayOf(`${year}-${month}-${day}`)
}
