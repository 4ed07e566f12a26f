import type { Facts } from '../../platform/pure/conditions/condition.ts'
import {
  addBusinessMs,
  businessMsBetween,
  isHoliday,
  isOpen,
  nextClosing,
  nextMidnight,
  nextOpening,
  type Schedule,
  wallClock,
} from '../../schedules/index.ts'

/** What conditions ask of the hour itself. */
export type HourFacts = {
  inBusinessHours: boolean
  onHoliday: boolean
  scheduleId: number | null
  hourOfDay: number
  weekday: string
}

export type Clocks = {
  /** Null when it never comes to that many. */
  addBusinessMs(from: Date, ms: number): Date | null
  businessMs(from: Date, to: Date): number
  hour(at: Date): HourFacts
  /** When the answers of `hour` may change next. */
  nextTurns(after: Date): Date[]
}

/** Each ticket goes by the opening hours of the channel it came by; null: nothing is known of that. */
export type ClocksOf = (channelId: unknown) => Clocks

/** They ask for the schedule each time: it may change meanwhile. */
export function clocksByChannel(scheduleOf: (channelId: number | null) => Schedule | null): ClocksOf {
  const known = new Map<number | null, Clocks>()
  return (channel) => {
    const id = typeof channel === 'number' ? channel : null
    const clocks = known.get(id) ?? clocksOf(() => scheduleOf(id))
    known.set(id, clocks)
    return clocks
  }
}

/** Opening hours of a schedule; without one, every hour is an opening hour. */
export const clocksOf = (schedule: () => Schedule | null): Clocks => ({
  addBusinessMs(from, ms) {
    const hours = schedule()
    return hours === null ? new Date(from.getTime() + ms) : addBusinessMs(hours, from, ms)
  },
  businessMs(from, to) {
    const hours = schedule()
    return hours === null ? to.getTime() - from.getTime() : businessMsBetween(hours, from, to)
  },
  hour(at) {
    const hours = schedule()
    return hours === null
      ? { inBusinessHours: true, onHoliday: false, scheduleId: null, ...wallClock('UTC', at) }
      : {
          inBusinessHours: isOpen(hours, at),
          onHoliday: isHoliday(hours, at),
          scheduleId: hours.id,
          ...wallClock(hours.timeZone, at),
        }
  },
  nextTurns(after) {
    const hours = schedule()
    if (hours === null) return []
    return [nextOpening(hours, after), nextClosing(hours, after), nextMidnight(hours, after)].flatMap((at) => at ?? [])
  },
})

/** How a ticket stands at an instant. */
export const factsAt = (facts: Facts, now: Date, { businessMs, hour }: Pick<Clocks, 'businessMs' | 'hour'>): Facts => ({
  ...facts,
  state: { ...facts.state, ...hour(now) },
  now,
  businessMs,
})
