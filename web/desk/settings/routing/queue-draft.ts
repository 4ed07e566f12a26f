import type { QueueView, SaveQueue } from '../../../../server/routing/contract.ts'

export type QueueDraft = Omit<SaveQueue, 'id' | 'version' | 'conditions'> & {
  all: QueueView['conditions']['all']
  any: QueueView['conditions']['any']
}

export const draftOf = (queue: QueueView | null): QueueDraft => ({
  name: queue?.name ?? '',
  active: queue?.active ?? true,
  all: queue?.conditions.all ?? [],
  any: queue?.conditions.any ?? [],
  shares: queue?.shares ?? [{ percent: 100, groupIds: [] }],
  secondaryGroupIds: queue?.secondaryGroupIds ?? [],
  orderedBy: queue?.orderedBy ?? 'priority',
  overflowSeconds: queue?.overflowSeconds ?? null,
  overflowQueueId: queue?.overflowQueueId ?? null,
  targetPercent: queue?.targetPercent ?? 80,
  targetSeconds: queue?.targetSeconds ?? 60,
})

export const contentOf = ({ all, any, ...draft }: QueueDraft): Omit<SaveQueue, 'id' | 'version'> => ({
  ...draft,
  conditions: { all, any },
})

export const sumOf = (shares: QueueDraft['shares']): number => shares.reduce((sum, { percent }) => sum + percent, 0)

/** One more part, and as much for each: what is left over goes to the first. */
export function split(shares: QueueDraft['shares'], n: number): QueueDraft['shares'] {
  const each = Math.floor(100 / n)
  return Array.from({ length: n }, (_, index) => ({
    groupIds: shares[index]?.groupIds ?? [],
    percent: index === 0 ? 100 - each * (n - 1) : each,
  }))
}
