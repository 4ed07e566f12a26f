export const units = ['seconds', 'minutes', 'hours', 'days'] as const
export type Unit = (typeof units)[number]

const SECONDS: Record<Unit, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }

/** In the largest unit that says it exactly: 90 → 90 seconds, 7200 → 2 hours. */
export function timeOf(seconds: number): { amount: number; unit: Unit } {
  const unit = units.findLast((each) => seconds >= SECONDS[each] && seconds % SECONDS[each] === 0) ?? 'seconds'
  return { amount: seconds / SECONDS[unit], unit }
}

export const secondsOf = (amount: number, unit: Unit): number => amount * SECONDS[unit]
/** How much of a unit there may be. */
export const mostOf = (unit: Unit, seconds: number): number => Math.floor(seconds / SECONDS[unit])
