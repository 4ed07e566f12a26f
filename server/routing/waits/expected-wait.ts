import { betaQuantile } from './beta-quantile.ts'

/** Somebody took it at `at`, after it had waited so long. Instants and lengths in milliseconds. */
export type Departure = { at: number; waitedMs: number }
/** So many were taken in so much time in which somebody waited. */
export type Throughput = { taken: number; busyMs: number }
export type WaitRange = { lowMs: number; highMs: number }

const MINUTE_MS = 60_000
/** Older than that, it says nothing of today (so does the reference: a group that routed nothing in 7 days has no estimate). */
export const HISTORY_MS = 7 * 86_400_000
/** The newest ones count: staffing changes through the day. */
export const MOST_TAKEN = 20
/** What is taken as known of the pace, however much was seen: it may have changed since. */
const MOST_TRUSTED = 20
const LEAST_TAKEN = 3
/** Shorter was no waiting: somebody was free. */
const WAITED_MS = 1_000
/** Nine in ten are to lie inside. */
const [LOW, HIGH] = [0.05, 0.95]
/** Nobody is helped by more. */
const LONGEST_MS = 12 * 3_600_000

/**
 * How fast a queue moved while somebody was waiting in it: times in which nobody waited say how many customers came, not how
 * many could have been taken. Null: too little is known [RO10].
 */
export function throughputOf(
  departures: readonly Departure[],
  waitingSince: readonly number[],
  now: number,
): Throughput | null {
  const known = departures.filter(({ at }) => at <= now && now - at < HISTORY_MS).sort((a, b) => b.at - a.at)
  const waited = known.filter(({ waitedMs }) => waitedMs >= WAITED_MS)
  if (waited.length < LEAST_TAKEN) return wholeTime(known, now)
  const spells = [
    ...waited.map(({ at, waitedMs }) => [at - waitedMs, at] as const),
    ...waitingSince.map((since) => [Math.min(since, now), now] as const),
  ]
  const from = waited[MOST_TAKEN]?.at ?? Number.NEGATIVE_INFINITY
  const taken = Math.min(waited.length, MOST_TAKEN)
  return { taken, busyMs: Math.max(1, lengthOf(spells, from)) }
}

/** Nobody waited so far: at least as many as came could be taken. */
function wholeTime(known: readonly Departure[], now: number): Throughput | null {
  const some = known.slice(0, MOST_TAKEN)
  const oldest = some.at(-1)
  return oldest === undefined || some.length < LEAST_TAKEN ? null : { taken: some.length, busyMs: now - oldest.at + 1 }
}

/** How long any of these spells lasted, from an instant on. */
function lengthOf(spells: readonly (readonly [number, number])[], from: number): number {
  let length = 0
  let reached = from
  for (const [start, end] of spells.toSorted((a, b) => a[0] - b[0])) {
    const begins = Math.max(start, reached)
    if (end > begins) length += end - begins
    reached = Math.max(reached, end)
  }
  return length
}

/**
 * The time until the k-th is taken, of whom n were taken in T: with gamma-distributed knowledge of the pace (Jeffreys' prior)
 * and departures as a Poisson process, T times a beta prime of k and n + ½ (Aitchison & Dunsmore, "Statistical Prediction
 * Analysis", 1975, 3.4). Null: it cannot be said.
 */
export function waitRange(place: number, throughput: Throughput | null): WaitRange | null {
  if (throughput === null || place < 1) return null
  const n = Math.min(throughput.taken, MOST_TRUSTED)
  const time = (throughput.busyMs * n) / throughput.taken
  const quantile = (probability: number) => {
    const x = betaQuantile(probability, place, n + 0.5)
    return time * (x / Math.max(1e-9, 1 - x))
  }
  const [lowMs, highMs] = [quantile(LOW), quantile(HIGH)]
  return highMs > LONGEST_MS ? null : { lowMs, highMs }
}

/** As people say it, in minutes, rounded outwards so that it stays true: 2–5; from ten on by fives; from two hours on by halves. */
export function minutesOf({ lowMs, highMs }: WaitRange): { low: number; high: number } {
  const stepOf = (minutes: number) => (minutes < 10 ? 1 : minutes < 120 ? 5 : 30)
  const [low, high] = [lowMs / MINUTE_MS, highMs / MINUTE_MS]
  return {
    low: Math.floor(low / stepOf(low)) * stepOf(low),
    high: Math.max(1, Math.ceil(high / stepOf(high)) * stepOf(high)),
  }
}
