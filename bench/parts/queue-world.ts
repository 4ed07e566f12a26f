import { type Departure, minutesOf, throughputOf, waitRange } from '../../server/routing/waits/expected-wait.ts'

/**
 * A day in queues of other kinds than the estimate assumes: customers come in waves, agents come and go, handling times are
 * uneven, some customers are urgent and pass others, some lose patience. Everybody who has to wait is told a range when he
 * comes; how many of them had told the truth?
 */
export type Conditions = {
  agents: number
  /** Customers for each agent, of what all can just about handle. */
  pressure: number
  handlingMinutes: number
  /** 0: all alike; 1: as uneven as phone calls. */
  uneven: number
  urgentShare: number
  leavingShare: number
  /** Agents come and go, by so much of all. */
  swing: number
}
type Waiting = { at: number; urgent: boolean; told: { low: number; high: number } | null; leavesAt: number }
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function tryOut(conditions: Conditions, random: () => number): { told: number; held: number } {
  const { agents, pressure, handlingMinutes, uneven, urgentShare, leavingShare, swing } = conditions
  const waiting: Waiting[] = []
  const departures: Departure[] = []
  const busyUntil: number[] = []
  const tried = { told: 0, held: 0 }
  let [now, staff, nextShift] = [0, agents, 0]
  while (now < DAY) {
    if (now >= nextShift) {
      staff = Math.max(1, Math.round(agents * (1 + swing * (2 * random() - 1))))
      nextShift = now + (20 + 100 * random()) * MINUTE
    }
    // In waves through the day.
    const rate = ((agents * pressure) / (handlingMinutes * MINUTE)) * (1 + 0.5 * Math.sin((now / DAY) * 4 * Math.PI))
    const step = 1_000
    now += step
    while (busyUntil.length > 0 && (busyUntil[0] ?? 0) <= now) busyUntil.shift()
    for (let index = waiting.length - 1; index >= 0; index -= 1)
      if ((waiting[index]?.leavesAt ?? now) < now) waiting.splice(index, 1)
    if (random() < rate * step) {
      const urgent = random() < urgentShare
      const mine = { at: now, urgent, told: null, leavesAt: leavesAt(now, random, leavingShare, handlingMinutes) }
      const place = urgent ? waiting.findLastIndex((each) => each.urgent) + 1 : waiting.length
      const hasToWait = busyUntil.length >= staff
      const since = waiting.map(({ at }) => at)
      const range = hasToWait ? waitRange(place + 1, throughputOf(departures, [...since, now], now)) : null
      waiting.splice(place, 0, { ...mine, told: range === null ? null : minutesOf(range) })
    }
    while (waiting.length > 0 && busyUntil.length < staff) {
      const next = waiting.shift()
      if (next === undefined) break
      const waited = now - next.at
      departures.push({ at: now, waitedMs: waited })
      if (departures.length > 40) departures.shift()
      if (next.told !== null) {
        tried.told += 1
        if (waited >= next.told.low * MINUTE && waited <= next.told.high * MINUTE) tried.held += 1
      }
      const length = handlingMinutes * MINUTE * (1 - uneven - uneven * Math.log(1 - random()))
      busyUntil.push(now + Math.max(1_000, length))
      busyUntil.sort((a, b) => a - b)
    }
  }
  return tried
}

const leavesAt = (now: number, random: () => number, share: number, handlingMinutes: number): number =>
  random() < share ? now - handlingMinutes * MINUTE * 2 * Math.log(1 - random()) : Number.POSITIVE_INFINITY

/** Of small and large teams, calm and overrun, even and uneven: a stated mixture. */
export const mixture: readonly Conditions[] = [3, 8, 20].flatMap((agents) =>
  [0.8, 0.95, 1.1].flatMap((pressure) =>
    [
      { uneven: 0.2, urgentShare: 0, leavingShare: 0, swing: 0 },
      { uneven: 1, urgentShare: 0.1, leavingShare: 0.1, swing: 0.2 },
      { uneven: 0.6, urgentShare: 0.2, leavingShare: 0.3, swing: 0.4 },
    ].map((rest) => ({ agents, pressure, handlingMinutes: 6, ...rest })),
  ),
)

/** Always the same numbers: a figure that can be compared with yesterday's (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
