import type { Facts } from '../../platform/pure/conditions/condition.ts'
import {
  addBusinessMs,
  businessMsBetween,
  type HoursOf,
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

/** Each ticket goes by its own opening hours, by its state: the schedule it was given, the channel it came by. */
export type ClocksOf = (state: Readonly<Record<string, unknown>>) => Clocks

/** They ask for the schedule each time: it may change meanwhile. */
export function clocksOfTickets(hoursOf: HoursOf): ClocksOf {
  const known = new Map<string, Clocks>()
  return ({ scheduleId, channelId }) => {
    const of = { scheduleId: idOf(scheduleId), channelId: idOf(channelId) }
    const key = `${of.scheduleId}/${of.channelId}`
    const clocks = known.get(key) ?? clocksOf(() => hoursOf(of))
    known.set(key, clocks)
    return clocks
  }
}

const idOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

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
