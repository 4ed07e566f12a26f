/** Seconds before the next attempt; then each hour. */
const PAUSES_S = [15, 60, 120, 300, 600, 1_200, 1_800]
const HOUR_S = 3_600
const GIVE_UP_MS = 48 * HOUR_S * 1_000

/** When to try again after so many attempts; null: it has waited long enough. */
export function nextAttempt(attempts: number, owedAt: Date, now: Date): Date | null {
  if (now.getTime() - owedAt.getTime() >= GIVE_UP_MS) return null
  const seconds = PAUSES_S[attempts - 1] ?? HOUR_S
  return new Date(now.getTime() + seconds * 1_000)
}
