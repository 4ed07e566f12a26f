import { segmentAt } from './zone.ts'

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** What the clock and the calendar on the wall of a place say. */
export function wallClock(timeZone: string, at: Date): { hourOfDay: number; weekday: string } {
  const local = new Date(at.getTime() + segmentAt(timeZone, at.getTime()).offset)
  return { hourOfDay: local.getUTCHours(), weekday: WEEKDAYS[local.getUTCDay()] ?? 'monday' }
}
