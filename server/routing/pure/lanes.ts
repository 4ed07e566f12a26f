import { hindrance, type Agent } from './agent.ts'
import { inOrder, type Queue, type Work } from './work.ts'

/** What waits together: a queue, or else (negative) a group; 0: neither. */
export const laneOf = ({ queueId, groupId }: Pick<Work, 'queueId' | 'groupId'>): number =>
  queueId ?? (groupId === null ? 0 : -groupId)

/** Where each stands among those of its lane, from 1 on; by the router's own order. */
export function placesOf(
  works: readonly Work[],
  queues: ReadonlyMap<number, Queue>,
  orderedBy: 'priority' | 'sla',
): Map<number, number> {
  const counted = new Map<number, number>()
  return new Map(
    inOrder(works, queues, orderedBy).map((work) => {
      const place = (counted.get(laneOf(work)) ?? 0) + 1
      counted.set(laneOf(work), place)
      return [work.conversationId, place]
    }),
  )
}

/** Whether anybody at all is there for it, now or once he has room. */
export function isAnybodyThere(work: Work, agents: readonly Agent[], queue: Queue | null, at: number): boolean {
  const groups =
    queue === null
      ? work.groupId === null
        ? null
        : [work.groupId]
      : [...(queue.shares[work.share] ?? queue.shares[0] ?? { groupIds: [] }).groupIds, ...queue.secondaryGroupIds]
  return agents.some((agent) => {
    if (groups !== null && !groups.some((id) => agent.groupIds.includes(id))) return false
    if (agent.brandIds !== null && !agent.brandIds.includes(work.brandId)) return false
    const why = hindrance(agent, work.family, { focus: false }, at)
    return agent.limit[work.family] > 0 && (why === null || why === 'full' || why === 'wrap_up')
  })
}
