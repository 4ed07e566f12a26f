import type { Hours } from '../contract.ts'
import { isHolidayOn, openOn } from './open-on.ts'
import { segmentAt } from './zone.ts'

// One meaning for all of it: it is open whenever the clock on the wall of the place shows an open time [SC1]. An hour that
// the clocks jump over is never open, one they show twice is open twice. A schedule names its hours once, these functions
// remember what they worked out for it: give them the same object again.

const DAY = 86_400_000
/** Closed for this long is closed for good, open for this long never closes: where searching ends. */
const NEVER = 4 * 366 * DAY
const CENTURY = 36_525 * DAY

export function isOpen(hours: Hours, at: Date): boolean {
  const wall = at.getTime() + segmentAt(hours.timeZone, at.getTime()).offset
  const day = Math.floor(wall / DAY)
  return openOn(hours)(day).some(([from, to]) => from <= wall - day * DAY && wall - day * DAY < to)
}

/** Whether the calendar on the wall of the place shows one of its holidays. */
export const isHoliday = (hours: Hours, at: Date): boolean =>
  isHolidayOn(hours, Math.floor((at.getTime() + segmentAt(hours.timeZone, at.getTime()).offset) / DAY))

/** When the calendar on the wall is turned next. */
export function nextMidnight(hours: Hours, at: Date): Date {
  const { until, offset } = segmentAt(hours.timeZone, at.getTime())
  const midnight = Math.floor((at.getTime() + offset) / DAY) * DAY + DAY
  if (midnight - offset < until) return new Date(midnight - offset)
  // The clocks are changed before: where that is past midnight already, the day begins with the change.
  return new Date(Math.max(until, midnight - segmentAt(hours.timeZone, until).offset))
}

/** The first instant after `at` at which it opens; when it is open now, that is after the next closing. Null: never. */
export function nextOpening(hours: Hours, at: Date): Date | null {
  let end = at.getTime()
  for (const [from, to] of stretches(hours, end)) {
    if (from > end) return new Date(from)
    if (to > at.getTime() + NEVER) return null
    end = to
  }
  return null
}

/** The first instant after `at` at which it closes; when it is closed now, that is after the next opening. Null: never. */
export function nextClosing(hours: Hours, at: Date): Date | null {
  let end: number | null = null
  let opened = at.getTime()
  for (const [from, to] of stretches(hours, at.getTime())) {
    if (end !== null && from > end) return new Date(end)
    if (end === null) opened = from
    if (to > opened + NEVER) return null
    end = to
  }
  return end === null ? null : new Date(end)
}

/** How much of the time between two instants it is open; 0 when `to` is not after `from`. */
export function businessMsBetween(hours: Hours, from: Date, to: Date): number {
  let sum = 0
  for (const [opens, closes] of stretches(hours, from.getTime())) {
    if (opens >= to.getTime()) break
    sum += Math.min(closes, to.getTime()) - opens
  }
  return sum
}

/**
 * The first instant by which it has been open for `ms` since `from` (that instant itself for nothing). What ends with the
 * day ends at its closing, not at the next opening. Null: never, or not in a hundred years.
 */
export function addBusinessMs(hours: Hours, from: Date, ms: number): Date | null {
  if (ms <= 0) return from
  let left = ms
  for (const [opens, closes] of stretches(hours, from.getTime())) {
    if (left <= closes - opens) return new Date(opens + left)
    if (closes - from.getTime() > CENTURY) return null
    left -= closes - opens
  }
  return null
}

/** The open times from `at` on, in order, each within one day and one offset: those of two days may touch. */
function* stretches(hours: Hours, from: number): Generator<readonly [opens: number, closes: number]> {
  const open = openOn(hours)
  let at = from
  let quietSince = from
  let segment = segmentAt(hours.timeZone, at)
  while (at - quietSince < NEVER) {
    if (at >= segment.until) segment = segmentAt(hours.timeZone, at)
    const { until, offset } = segment
    const midnight = Math.floor((at + offset) / DAY) * DAY
    for (const [opens, closes] of open(midnight / DAY)) {
      const start = Math.max(at, midnight + opens - offset)
      const end = Math.min(until, midnight + closes - offset)
      if (start >= end) continue
      yield [start, end]
      quietSince = end
    }
    at = Math.min(until, midnight + DAY - offset)
  }
}
