import type { families } from '../../pure/agent.ts'
import { laneOf } from '../../pure/lanes.ts'
import type { Figures, SimulationSide } from '../contract.ts'
import { HOUR_MS } from './occupancy.ts'
import type { Occupancy, Period, Result } from './period.ts'

/** Where a queue promises nothing of its own: the usual promise of messaging, 90 % within 300 s. */
const PROMISE = { seconds: 300, percent: 90 }

/** What a period came to: over all, by queue, and by the hour in which customers came. */
export function summarize(
  { from, to, queues }: Pick<Period, 'from' | 'to' | 'queues'>,
  results: readonly Result[],
  occupancy: Occupancy | null,
): SimulationSide {
  const promiseOf = ({ played }: Result) => {
    const queue = played.work.queueId === null ? undefined : queues.get(played.work.queueId)
    return queue === undefined ? PROMISE : { seconds: queue.targetSeconds, percent: queue.targetPercent }
  }
  const hours = Math.max(1, Math.ceil((to - from) / HOUR_MS))
  const hourOf = ({ played }: Result) => Math.max(0, Math.floor((played.work.enteredAt - from) / HOUR_MS))
  const byHour = Map.groupBy(results, hourOf)
  const byLane = Map.groupBy(results, ({ played }) => laneOf(played.work))
  return {
    all: figuresOf(results, promiseOf),
    queues: [...byLane]
      .map(([lane, some]) => ({ lane, ...figuresOf(some, promiseOf) }))
      .sort((a, b) => b.count - a.count),
    hours: Array.from({ length: hours }, (_, hour) => ({
      at: new Date(from + hour * HOUR_MS).toISOString(),
      ...figuresOf(byHour.get(hour) ?? [], promiseOf),
      occupancy: occupancy === null ? null : share(occupancy, hour),
    })),
    occupancy: occupancy === null ? null : share(occupancy, null),
  }
}

function figuresOf(results: readonly Result[], promiseOf: (result: Result) => { seconds: number }): Figures {
  const taken = results.filter(({ outcome }) => outcome === 'taken')
  const waits = taken.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b)
  const isLate = (each: Result) => each.waitedMs > promiseOf(each).seconds * 1_000
  // Who left at once was promised nothing yet; who left, or still waits, after the time was kept waiting.
  const judged = results.filter((each) => each.outcome === 'taken' || isLate(each))
  const kept = judged.filter((each) => !isLate(each)).length
  return {
    count: results.length,
    taken: taken.length,
    left: results.filter(({ outcome }) => outcome === 'left').length,
    waiting: results.filter(({ outcome }) => outcome === 'waiting').length,
    p50Ms: percentile(waits, 0.5),
    p90Ms: percentile(waits, 0.9),
    meanMs: waits.length === 0 ? null : Math.round(waits.reduce((sum, wait) => sum + wait, 0) / waits.length),
    keptPercent: judged.length === 0 ? null : Math.round((kept / judged.length) * 1_000) / 10,
  }
}

function share(occupancy: Occupancy, hour: number | null): number | null {
  const sum = (of: 'used' | 'room', family: (typeof families)[number]) =>
    hour === null ? occupancy[family][of].reduce((all, each) => all + each, 0) : (occupancy[family][of][hour] ?? 0)
  // Of the live work: email lies for days, and would drown it.
  const [used, room] = [sum('used', 'messaging') + sum('used', 'call'), sum('room', 'messaging') + sum('room', 'call')]
  return room === 0 ? null : Math.round((used / room) * 1_000) / 10
}

/** Of what is sorted; the nearest rank. */
const percentile = (sorted: readonly number[], share: number): number | null =>
  sorted.length === 0 ? null : Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)

/** How far a replay is from what happened: of the two percentiles the worse, as a share; below a second nobody waits. */
export function errorOf(happened: Figures, played: Figures): number | null {
  const off = (a: number | null, b: number | null) =>
    a === null || b === null ? null : Math.abs(a - b) / Math.max(1_000, a)
  const both = [off(happened.p50Ms, played.p50Ms), off(happened.p90Ms, played.p90Ms)]
  return both.some((each) => each === null) ? null : Math.max(...both.map((each) => each ?? 0))
}
