import type { Tx } from '../../platform/db.ts'
import type { RoutingStand } from '../contract.ts'
import { routingView } from '../model.ts'
import { createRoster } from '../pure/roster.ts'
import { inOrder, type Queue } from '../pure/work.ts'
import { findRouting, listRouted } from '../queries-router.ts'
import { listQueues, readSettings } from '../queries.ts'
import { readAgents, workOf } from '../router/read.ts'

/** What the router would say of it now, by the same functions [RO4]. */
export async function readStand(db: Tx, conversationId: number, now: Date): Promise<RoutingStand> {
  const [settings, routing] = await Promise.all([readSettings(db), findRouting(db, conversationId)])
  const prefer =
    routing === null || routing.prefer === null
      ? null
      : { userId: routing.prefer, until: routing.preferUntil, isHanded: routing.isHanded }
  const stand = { enabled: settings.enabled, routing: routingView(routing), prefer, waiting: null }
  if (routing?.state !== 'waiting' || !settings.enabled) return stand
  const [rows, agents, stored] = await Promise.all([listRouted(db, null), readAgents(db, now), listQueues(db)])
  const queues = new Map(stored.map((queue, order): [number, Queue] => [queue.id, { ...queue, order }]))
  const works = inOrder(rows.filter((row) => row.routing.state === 'waiting').map(workOf), queues, settings.orderedBy)
  const work = works.find((each) => each.conversationId === conversationId)
  if (work === undefined) return stand
  const isBeside = (other: typeof work) =>
    other.queueId === work.queueId && (work.queueId !== null || other.groupId === work.groupId)
  const ahead = works.slice(0, works.indexOf(work)).filter(isBeside).length
  const queue = work.queueId === null ? null : (queues.get(work.queueId) ?? null)
  const found = createRoster(agents, settings, now.getTime()).choose(work, queue, now.getTime())
  const { candidates, excluded } = 'agent' in found ? found.why : { candidates: 0, excluded: found.excluded }
  return { ...stand, waiting: { ahead, candidates, excluded } }
}
