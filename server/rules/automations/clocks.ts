import { addBusinessMs, businessMsBetween, type Schedule } from '../../schedules/index.ts'
import type { AddBusinessMs } from './next-check.ts'

export type Clocks = { addBusinessMs: AddBusinessMs; businessMs: (from: Date, to: Date) => number }

/** Opening hours of the default schedule; without one, every hour is an opening hour. */
export const clocksOf = (schedule: () => Schedule | null): Clocks => ({
  addBusinessMs(from, ms) {
    const hours = schedule()
    return hours === null ? new Date(from.getTime() + ms) : addBusinessMs(hours, from, ms)
  },
  businessMs(from, to) {
    const hours = schedule()
    return hours === null ? to.getTime() - from.getTime() : businessMsBetween(hours, from, to)
  },
})
