const HOUR = 60
const DAY = 24 * HOUR
/** A year. */
export const MOST_MINUTES = 365 * DAY

/**
 * What somebody types as a limit, in minutes: `45`, `45 m`, `2h`, `1 h 30`, `1:30`, `3 d` or `3 j`. Null: nothing is typed;
 * undefined: it says no time.
 */
export function minutesOf(text: string): number | null | undefined {
  const typed = text.trim().toLowerCase()
  if (typed === '' || typed === '–' || typed === '-') return null
  const found =
    /^(?:(\d{1,4})\s*(?:d|j)[a-z]*\.?\s*)?(?:(\d{1,4})\s*(?::|h[a-z]*\.?)\s*)?(?:(\d{1,6})\s*(?:m[a-z]*\.?)?)?$/.exec(
      typed,
    )
  if (found === null) return undefined
  const [days, hours, minutes] = found.slice(1).map((part) => Number(part ?? 0))
  const sum = (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0)
  return sum >= 1 && sum <= MOST_MINUTES ? sum : undefined
}

export type LimitParts = { days: number; hours: number; minutes: number }
export const partsOf = (minutes: number): LimitParts => ({
  days: Math.floor(minutes / DAY),
  hours: Math.floor((minutes % DAY) / HOUR),
  minutes: minutes % HOUR,
})
