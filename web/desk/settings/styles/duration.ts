export const units = ['minutes', 'hours', 'days'] as const
export type Unit = (typeof units)[number]
export type Duration = { amount: number; unit: Unit }

const SECONDS: Record<Unit, number> = { minutes: 60, hours: 3_600, days: 86_400 }
/** No ticket stays solved longer. */
export const LONGEST_SECONDS = 28 * SECONDS.days

/** In the largest unit that says it exactly: 7200 → 2 hours, 5400 → 90 minutes. */
export function durationOf(seconds: number): Duration {
  const unit = units.findLast((each) => seconds >= SECONDS[each] && seconds % SECONDS[each] === 0) ?? 'minutes'
  return { amount: Math.max(1, Math.round(seconds / SECONDS[unit])), unit }
}

export const secondsOf = ({ amount, unit }: Duration): number => amount * SECONDS[unit]

/** How much of a unit is allowed at most. */
export const mostOf = (unit: Unit): number => LONGEST_SECONDS / SECONDS[unit]
