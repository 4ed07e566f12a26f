/** A time during which the clocks of a place keep one distance to UTC: local = instant + offset. All in milliseconds. */
export type Segment = { from: number; until: number; offset: number }

const SECOND = 1_000
const DAY = 86_400_000

const formatters = new Map<string, Intl.DateTimeFormat | null>()
const years = new Map<string, Map<number, Segment[]>>()

/** Whether it is an IANA name this machine knows; a bare offset (`+02:00`) is none: it knows no summer. */
export const isTimeZone = (zone: string): boolean => /^[A-Za-z]/.test(zone) && formatterOf(zone) !== null

/** The one name of a zone, however it is written (`europe/PARIS`); null when it is none. Keeps nothing: anybody may ask. */
export function canonicalZone(zone: string): string | null {
  try {
    return /^[A-Za-z]/.test(zone) ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone : null
  } catch {
    return null
  }
}

/** What holds at this instant, and how long. Looked up in a list: a zone's year is worked out once. */
export function segmentAt(zone: string, at: number): Segment {
  const year = new Date(at).getUTCFullYear()
  const segments = segmentsOf(zone, year)
  const found = segments.find(({ until }) => at < until)
  if (found === undefined) throw new RangeError(`no offset of ${zone} at ${at}`)
  return found
}

function segmentsOf(zone: string, year: number): Segment[] {
  let known = years.get(zone)
  if (known === undefined) years.set(zone, (known = new Map()))
  let segments = known.get(year)
  if (segments === undefined) known.set(year, (segments = findSegments(zone, year)))
  return segments
}

/** Asks for each day of the year, and halves a day in which the answer changes until it has the second. */
function findSegments(zone: string, year: number): Segment[] {
  const end = Date.UTC(year + 1, 0, 1)
  const segments: Segment[] = []
  let from = Date.UTC(year, 0, 1)
  let offset = offsetAt(zone, from)
  let same = from
  while (same < end) {
    const next = Math.min(same + DAY, end)
    if (offsetAt(zone, next) === offset) {
      same = next
      continue
    }
    const until = firstChange(zone, offset, same, next)
    if (until >= end) break
    segments.push({ from, until, offset })
    from = same = until
    offset = offsetAt(zone, until)
  }
  return [...segments, { from, until: end, offset }]
}

function firstChange(zone: string, offset: number, same: number, other: number): number {
  let [low, high] = [same / SECOND, other / SECOND]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle * SECOND) === offset) low = middle
    else high = middle
  }
  return high * SECOND
}

function offsetAt(zone: string, at: number): number {
  const formatter = formatterOf(zone)
  if (formatter === null) throw new RangeError(`unknown time zone ${zone}`)
  const parts: Record<string, number> = {}
  for (const { type, value } of formatter.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = makeFormatter(zone)
    // What is no zone is not kept: the list of wrong names has no end.
    if (formatter !== null) formatters.set(zone, formatter)
  }
  return formatter
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}
