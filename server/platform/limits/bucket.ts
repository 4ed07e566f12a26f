/** `burst` at once, and one more each `1 / perSecond` seconds. */
export type Rate = { burst: number; perSecond: number }

export type Bucket = {
  /** Milliseconds until the key may spend `cost`; 0 when it may now. More than a whole bucket costs a whole bucket. */
  wait(key: string, now: number, cost?: number): number
  /** Spends, whether or not it may. */
  take(key: string, now: number, cost?: number): void
  readonly size: number
}

/** Keys held at most; who was longest idle is forgotten first, and starts again with a full bucket. */
const MOST_KEYS = 50_000
/** Intervals are fractions: waiting exactly as long as told must be enough. */
const ROUNDING_MS = 1e-3

/**
 * Token buckets by key, as one number each: the instant at which the bucket is full again (the virtual scheduling of
 * ITU-T I.371). Memory is bounded; each node counts for itself.
 */
export function createBucket({ burst, perSecond }: Rate, mostKeys = MOST_KEYS): Bucket {
  const msEach = 1_000 / perSecond
  const fullAt = new Map<string, number>()
  const spent = (key: string, now: number, cost: number) =>
    Math.max(fullAt.get(key) ?? 0, now) + Math.min(cost, burst) * msEach

  return {
    wait: (key, now, cost = 1) => Math.max(0, Math.ceil(spent(key, now, cost) - now - burst * msEach - ROUNDING_MS)),
    take(key, now, cost = 1) {
      const at = spent(key, now, cost)
      // A Map remembers the order of setting: the first key is the longest idle one.
      fullAt.delete(key)
      fullAt.set(key, at)
      for (const oldest of fullAt.keys()) {
        if (fullAt.size <= mostKeys) break
        fullAt.delete(oldest)
      }
    },
    get size() {
      return fullAt.size
    },
  }
}
