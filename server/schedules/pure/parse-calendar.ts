import { Refusal } from '../../platform/pure/refusal.ts'
import { type Holiday, MOST_HOLIDAYS, type ParsedCalendar, type SkippedReason } from '../contract.ts'
import { type Property, propertiesOf, unescaped } from './calendar-lines.ts'
import { dateOf, dayOf } from './open-on.ts'
import { readRule } from './yearly-rule.ts'
import { isTimeZone, segmentAt } from './zone.ts'

type Place = { timeZone: string; thisYear: number }
type Event = { line: number; properties: Property[] }
/** A moment by the wall clock of the schedule: a day since 1970 and a minute of it; null for a whole day. */
type Moment = { day: number; minute: number | null }
type Stretch = Pick<Holiday, 'hours'> & { first: number; last: number }

const MINUTE = 60_000
const DAY = 86_400_000
const MOST_EVENTS = 2_000
const LONGEST_DAYS = 366

/** The holidays in an iCalendar text, by the clock of `timeZone`; what is no holiday is told, with its line [SC7]. */
export function parseCalendar(ics: string, place: Place): ParsedCalendar {
  const events = eventsOf(ics)
  const holidays: Holiday[] = []
  const skipped: ParsedCalendar['skipped'] = []
  for (const event of events) {
    const found = holidaysOf(event, place)
    if (typeof found === 'string') skipped.push({ name: nameOf(event), line: event.line, reason: found })
    else holidays.push(...found)
    if (holidays.length > MOST_HOLIDAYS) throw new Refusal('too_many_holidays', { most: MOST_HOLIDAYS })
  }
  return { holidays, skipped }
}

function eventsOf(ics: string): Event[] {
  const events: Event[] = []
  const inside: string[] = []
  let isCalendar = false
  for (const property of propertiesOf(ics)) {
    const { name, line } = property
    const value = property.value.trim().toUpperCase()
    if (name === 'BEGIN') {
      if (inside.length === 0 && value !== 'VCALENDAR') throw new Refusal('calendar_unreadable', { line })
      isCalendar = true
      inside.push(value)
      if (value === 'VEVENT') events.push({ line, properties: [] })
      if (events.length > MOST_EVENTS) throw new Refusal('too_many_holidays', { most: MOST_EVENTS })
    } else if (name === 'END') {
      if (inside.pop() !== value) throw new Refusal('calendar_unreadable', { line })
    } else if (inside.length === 0) throw new Refusal('calendar_unreadable', { line })
    // An alarm inside an event has properties of its own.
    else if (inside.at(-1) === 'VEVENT') events.at(-1)?.properties.push(property)
  }
  if (!isCalendar || inside.length > 0) throw new Refusal('calendar_unreadable', { line: ics.split('\n').length })
  if (events.length === 0) throw new Refusal('calendar_without_events')
  return events
}

const get = (event: Event, name: string): Property | undefined => event.properties.find((each) => each.name === name)

function nameOf(event: Event): string {
  const summary = unescaped(get(event, 'SUMMARY')?.value ?? '').trim()
  return [...(summary || (get(event, 'DTSTART')?.value ?? 'VEVENT'))].slice(0, 100).join('')
}

function holidaysOf(event: Event, place: Place): Holiday[] | SkippedReason {
  if (get(event, 'STATUS')?.value.toUpperCase() === 'CANCELLED') return 'cancelled'
  if (get(event, 'RECURRENCE-ID') !== undefined) return 'changed_instance'
  if (get(event, 'RDATE') !== undefined) return 'repeats'
  const start = momentOf(get(event, 'DTSTART'), place)
  if (start === null) return 'date'
  const end = endOf(event, start, place)
  if (end === null) return 'date'
  const stretches = stretchesOf(start, end)
  if (stretches === null) return 'length'
  const rules = event.properties.filter(({ name }) => name === 'RRULE')
  const [rule] = rules
  const make = (shift: number, yearly: boolean): Holiday[] =>
    stretches.map(({ first, last, hours }) => ({
      name: nameOf(event),
      from: dateOf(first + shift),
      to: dateOf(last + shift),
      yearly,
      hours,
    }))
  if (rule === undefined) return make(0, false)
  const repeated = rules.length > 1 ? null : readRule(rule.value, start.day, place.thisYear, exceptions(event, place))
  if (repeated === null) return 'repeats'
  if (repeated.kind === 'yearly') return make(0, true)
  return repeated.days.flatMap((day) => make(day - start.day, false))
}

function exceptions(event: Event, place: Place): Set<number> {
  const dates = event.properties.filter(({ name }) => name === 'EXDATE')
  return new Set(
    dates.flatMap((property) =>
      property.value.split(',').flatMap((value) => momentOf({ ...property, value }, place)?.day ?? []),
    ),
  )
}

/** `20270501`, `20270501T090000` (by the clock here, or by that of TZID), `20270501T070000Z`. */
function momentOf(property: Property | undefined, { timeZone }: Place): Moment | null {
  const [, year, month, dayOfMonth, time, hour, minute, utc] =
    /^([1-9]\d{3})(\d\d)(\d\d)(T([01]\d|2[0-3])([0-5]\d)[0-6]\d(Z?))?$/.exec(property?.value.trim() ?? '') ?? []
  const date = `${year}-${month}-${dayOfMonth}`
  const day = year === undefined ? Number.NaN : dayOf(date)
  if (Number.isNaN(day) || dateOf(day) !== date) return null
  if (time === undefined) return { day, minute: null }
  const wall = day * DAY + (Number(hour) * 60 + Number(minute)) * MINUTE
  const zone = property?.params.TZID ?? ''
  if (utc === 'Z') return here(wall, timeZone)
  return zone !== timeZone && isTimeZone(zone) ? here(instantOf(zone, wall), timeZone) : here(wall, 'UTC')
}

function here(at: number, timeZone: string): Moment {
  const wall = at + segmentAt(timeZone, at).offset
  const day = Math.floor(wall / DAY)
  return { day, minute: Math.floor((wall - day * DAY) / MINUTE) }
}

/** When the clocks of a zone show this; of two instants the first. */
function instantOf(timeZone: string, wall: number): number {
  const guess = wall - segmentAt(timeZone, wall - DAY).offset
  return wall - segmentAt(timeZone, guess).offset
}

/** Where it ends, not included. Without an end, a day lasts a day and a moment lasts nothing. */
function endOf(event: Event, start: Moment, place: Place): Moment | null {
  const property = get(event, 'DTEND')
  if (property !== undefined) {
    const end = momentOf(property, place)
    return end !== null && (end.minute === null) === (start.minute === null) ? end : null
  }
  const duration = get(event, 'DURATION')?.value
  if (duration === undefined) return start.minute === null ? { day: start.day + 1, minute: null } : start
  const [, weeks, days, hours, minutes] =
    /^\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$/.exec(duration) ?? []
  const length =
    Number(weeks ?? 0) * 10_080 + Number(days ?? 0) * 1_440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  if (start.minute === null) return length % 1_440 === 0 ? { day: start.day + length / 1_440, minute: null } : null
  const end = start.minute + length
  return { day: start.day + Math.floor(end / 1_440), minute: end % 1_440 }
}

/** Whole days in one piece; what begins or ends within a day, in up to three: the first day, whole days, the last. */
function stretchesOf(start: Moment, end: Moment): Stretch[] | null {
  if (end.day - start.day > LONGEST_DAYS) return null
  const from = start.minute ?? 0
  const to = end.minute ?? 0
  if (end.day < start.day || (end.day === start.day && to <= from)) return null
  if (end.day === start.day) return [{ first: start.day, last: start.day, hours: { from, to } }]
  const whole = { first: from === 0 ? start.day : start.day + 1, last: end.day - 1, hours: null }
  return [
    ...(from === 0 ? [] : [{ first: start.day, last: start.day, hours: { from, to: 1440 } }]),
    ...(whole.first <= whole.last ? [whole] : []),
    ...(to === 0 ? [] : [{ first: end.day, last: end.day, hours: { from: 0, to } }]),
  ]
}
