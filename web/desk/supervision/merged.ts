import type { LaneView, Supervision, WorkView } from '../../../server/routing/contract.ts'

export type Board = { agents: readonly WorkView[]; lanes: readonly LaneView[] }

export const laneKey = ({ queueId, groupId }: Pick<LaneView, 'queueId' | 'groupId'>): number =>
  queueId ?? -(groupId ?? 0)

/** What was told replaces what was known of the same agent or queue; the order stays, what is new comes last. */
export function merged(before: Board | null, { agents, lanes, gone = [] }: Supervision & { gone?: number[] }): Board {
  return {
    agents: replaced(before?.agents ?? [], agents, ({ userId }) => userId),
    lanes: replaced(before?.lanes ?? [], lanes, laneKey).filter((lane) => !gone.includes(laneKey(lane))),
  }
}

function replaced<Item>(known: readonly Item[], told: readonly Item[], key: (item: Item) => number): Item[] {
  const fresh = new Map(told.map((item) => [key(item), item]))
  const kept = known.map((item) => {
    const found = fresh.get(key(item))
    fresh.delete(key(item))
    return found ?? item
  })
  return [...kept, ...fresh.values()]
}
