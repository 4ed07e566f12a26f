import { Refusal } from '../../platform/pure/refusal.ts'

const MOST_KEYS = 20_000

/** Counts tries in memory, in a sliding window; each node counts for itself. */
export function createAttempts({ most, withinMs }: { most: number; withinMs: number }) {
  const tries = new Map<string, number[]>()
  return {
    /** Notes one more try; refuses beyond the limit. To be called before the slow part, so that tries at once count too. */
    take(key: string, now: Date): void {
      const at = now.getTime()
      const recent = (tries.get(key) ?? []).filter((time) => time > at - withinMs)
      const oldest = recent[0]
      if (recent.length >= most && oldest !== undefined)
        throw new Refusal('too_many_requests', { retryAfterMs: oldest + withinMs - at })
      if (tries.size >= MOST_KEYS) sweep(at)
      tries.set(key, [...recent, at])
    },
    /** It was the right person after all. */
    forget(key: string): void {
      tries.delete(key)
    },
  }

  /** Keeps memory bounded: first what is over, then, under a flood, the oldest keys. */
  function sweep(at: number): void {
    for (const [key, times] of tries) if ((times.at(-1) ?? 0) <= at - withinMs) tries.delete(key)
    for (const key of tries.keys()) {
      if (tries.size < MOST_KEYS) return
      tries.delete(key)
    }
  }
}
