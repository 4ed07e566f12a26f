/** Seconds before each next attempt, as the Standard Webhooks scheme advises: three days in all. */
const PAUSES_S = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
/** Nothing has arrived for so long: it is switched off, and says so. */
export const OFF_AFTER_MS = 5 * 86_400_000
const GONE = 410

/** When to try again after so many attempts; null: no more. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const seconds = PAUSES_S[attempts - 1]
  return seconds === undefined ? null : new Date(now.getTime() + seconds * 1_000)
}

export const isTaken = (status: number): boolean => status >= 200 && status < 300
/** The endpoint itself says that it wants no more. */
export const isGone = (status: number): boolean => status === GONE
