/** Days as people write them; the day comes first where both are possible. */
export type Days = { from: Day; to: Day }
/** A calendar day without a zone. */
export type Day = { year: number; month: number; day: number }

/** The first and the last day meant, or null: `2026-11-25`, `25/11/2026`, `2026-11`, `2026`, `today`, `hier`, `7d`, `7j`. */
export function daysOf(text: string, today: Day): Days | null {
  const word = text.trim().toLowerCase()
  const ago = NAMED.get(word) ?? agoOf(word)
  if (ago !== null) return only(shift(today, -ago))
  const [, year, month, day] = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(word) ?? []
  if (year !== undefined) return spanOf(Number(year), numberOf(month), numberOf(day))
  const [, d, m, y] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(word) ?? []
  return d === undefined ? null : spanOf(Number(y), Number(m), Number(d))
}

/** The instant at which a day begins somewhere; `zone` is an IANA name. */
export function startOf({ year, month, day }: Day, zone: string): Date {
  const wall = Date.UTC(year, month - 1, day)
  // Where the clock stands then, asked twice: the first answer may be from the other side of a change.
  const first = wall - offsetAt(wall, zone)
  return new Date(wall - offsetAt(first, zone))
}

export function dayAt(instant: Date, zone: string): Day {
  const wall = new Date(instant.getTime() + offsetAt(instant.getTime(), zone))
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
}

export const dayAfter = (day: Day): Day => shift(day, 1)

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const NAMED: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ["aujourd'hui", 0],
  ['aujourd’hui', 0],
  ['yesterday', 1],
  ['hier', 1],
])

function agoOf(word: string): number | null {
  const [, count, unit] = /^(\d{1,4})\s?([djws])$/.exec(word) ?? []
  if (count === undefined) return null
  return Number(count) * (unit === 'w' || unit === 's' ? 7 : 1)
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text))
const only = (day: Day): Days => ({ from: day, to: day })

function spanOf(year: number, month: number | null, day: number | null): Days | null {
  if (year < 1970 || year > 9998) return null
  if (month === null) return { from: { year, month: 1, day: 1 }, to: { year, month: 12, day: 31 } }
  if (month < 1 || month > 12) return null
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day === null) return { from: { year, month, day: 1 }, to: { year, month, day: last } }
  return day < 1 || day > last ? null : only({ year, month, day })
}

function shift({ year, month, day }: Day, by: number): Day {
  const moved = new Date(Date.UTC(year, month - 1, day + by))
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/** Milliseconds that the clock of a zone is ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(instant / 1_000) * 1_000
}
