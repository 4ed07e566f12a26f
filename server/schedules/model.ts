import { Refusal } from '../platform/pure/refusal.ts'
import { type Holiday, type Hours, MOST_HOLIDAYS, type Span } from './contract.ts'
import { dateOf, dayOf } from './pure/open-on.ts'
import { isTimeZone } from './pure/zone.ts'

/** A holiday lasts a year at most. */
const LONGEST_DAYS = 366

/** Refuses what has the right shape but no meaning, naming the field [SC6]; gives it as it is kept: in order. */
export function checkHours({ timeZone, week, holidays }: Hours): { week: Span[]; holidays: Holiday[] } {
  if (!isTimeZone(timeZone)) throw new Refusal('time_zone_unknown', { field: 'timeZone', timeZone })
  for (const [index, { from, to }] of week.entries())
    if (to <= from || to > from + 1440) throw invalid(`week[${index}].to`)
  for (const [index, holiday] of holidays.entries()) checkHoliday(holiday, `holidays[${index}]`)
  return {
    week: week.toSorted((a, b) => a.day - b.day || a.from - b.from || a.to - b.to),
    holidays: holidays.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from))),
  }
}

function checkHoliday({ from, to, hours }: Holiday, field: string): void {
  for (const [name, date] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (!isDate(date)) throw invalid(`${field}.${name}`)
  const days = dayOf(to) - dayOf(from)
  if (days < 0 || days >= LONGEST_DAYS) throw invalid(`${field}.to`)
  if (hours !== null && hours.to <= hours.from) throw invalid(`${field}.hours.to`)
}

/** The 30th of February has the shape of a day. */
function isDate(date: string): boolean {
  const day = dayOf(date)
  return !Number.isNaN(day) && dateOf(day) === date
}

const invalid = (field: string) => new Refusal('schedule_invalid', { field })

/** The holidays of a calendar joined to those there are: what is there already, on the same days, stays single [SC7]. */
export function addHolidays(
  known: readonly Holiday[],
  more: readonly Holiday[],
): { holidays: Holiday[]; added: number } {
  const keys = new Set(known.map(keyOf))
  const added = more.filter((holiday) => {
    const key = keyOf(holiday)
    if (keys.has(key)) return false
    keys.add(key)
    return true
  })
  if (known.length + added.length > MOST_HOLIDAYS) throw new Refusal('too_many_holidays', { most: MOST_HOLIDAYS })
  return { holidays: [...known, ...added], added: added.length }
}

const keyOf = ({ name, from, to, yearly, hours }: Holiday): string =>
  JSON.stringify([name.toLowerCase(), from, to, yearly, hours?.from, hours?.to])
