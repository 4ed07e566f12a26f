import { deleteQueue, listQueues, saveQueue, sortQueues } from '../../routing/index.ts'
import type { Swap } from '../../rules/index.ts'
import type { AskFields } from '../../tickets/index.ts'
import { eachOf, inConditions, isItem, made, part, type Transferable, unlessNone } from './kind.ts'

export const queue = (fields: AskFields): Transferable => ({
  ...made(saveQueue(fields)),
  remove: (ctx, queueId) => deleteQueue.run(ctx, { queueId }),
  list: async (tx) =>
    (await listQueues(tx)).map((each) => ({
      id: each.id,
      version: each.version,
      item: part(
        each,
        'name',
        'active',
        'conditions',
        'shares',
        'secondaryGroupIds',
        'orderedBy',
        'overflowSeconds',
        'overflowQueueId',
        'targetPercent',
        'targetSeconds',
      ),
    })),
  swap: ({ shares, secondaryGroupIds, overflowQueueId, ...item }, swap, ofField) => ({
    ...inConditions(item, swap, ofField),
    shares: eachOf(shares, inShare(swap)),
    secondaryGroupIds: eachOf(secondaryGroupIds, (each, n) => swap('group', each, `secondaryGroupIds.${n}`)),
    overflowQueueId: unlessNone(overflowQueueId, (each) => swap('queue', each, 'overflowQueueId')),
  }),
  needs: ({ overflowQueueId }) =>
    isItem(overflowQueueId) && typeof overflowQueueId.named === 'string' ? [overflowQueueId.named] : [],
  async sort(ctx, ids) {
    const there = (await listQueues(ctx.tx)).map(({ id }) => id)
    const wanted = [...there.filter((id) => !ids.includes(id)), ...ids]
    if (there.some((id, place) => wanted[place] !== id)) await sortQueues.run(ctx, { ids: wanted })
  },
})

const inShare = (swap: Swap) => (share: unknown, n: number) =>
  isItem(share)
    ? { ...share, groupIds: eachOf(share.groupIds, (each, m) => swap('group', each, `shares.${n}.groupIds.${m}`)) }
    : share
