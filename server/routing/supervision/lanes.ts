import type { LaneView } from '../contract.ts'
import type { ActiveQueue } from '../directory.ts'
import type { Work } from '../pure/work.ts'
import { laneOf } from '../pure/lanes.ts'
import type { Answered } from './queries.ts'

/** What is promised of work that is in no queue of its own. */
export const USUAL = { targetPercent: 80, targetSeconds: 300 }
export type Waiting = Work & { isOffered: boolean }
type Range = LaneView['expected']

/** One line for each queue that is on and for each lane in which something waits; queues in their order, then groups. */
export function lanesOf(
  works: readonly Waiting[],
  answered: readonly Answered[],
  queues: readonly ActiveQueue[],
  expected: (lane: number) => Range,
  at: number,
): LaneView[] {
  const byLane = Map.groupBy(works, laneOf)
  const taken = new Map(answered.map(({ lane, taken: all }) => [lane, all.map(({ waitedMs }) => waitedMs)]))
  const others = [...new Set([...byLane.keys(), ...taken.keys()])].filter((lane) => lane <= 0).sort((a, b) => b - a)
  const known = new Map(queues.map((queue) => [queue.id, queue]))
  return [...known.keys(), ...others].map((lane) => {
    const target = known.get(lane) ?? USUAL
    const here = byLane.get(lane) ?? []
    const limit = target.targetSeconds * 1_000
    const past = taken.get(lane) ?? []
    // What waits too long already has missed it, whenever it is taken.
    const late = here.filter(({ enteredAt }) => at - enteredAt > limit).length
    const longest = Math.min(...here.map(({ enteredAt }) => enteredAt))
    return {
      queueId: lane > 0 ? lane : null,
      groupId: lane < 0 ? -lane : null,
      waiting: here.filter(({ isOffered }) => !isOffered).length,
      offered: here.filter(({ isOffered }) => isOffered).length,
      longestSince: here.length === 0 ? null : new Date(longest).toISOString(),
      expected: expected(lane),
      level: {
        within: past.filter((ms) => ms <= limit).length,
        of: past.length + late,
        targetPercent: target.targetPercent,
        targetSeconds: target.targetSeconds,
      },
    }
  })
}
