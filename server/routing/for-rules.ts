import type { Context } from '../platform/commands/context.ts'
import { rowOf } from '../tickets/index.ts'
import type { RoutingDirectory } from './directory.ts'
import { HISTORY_MS, minutesOf, MOST_TAKEN, throughputOf, waitRange } from './waits/expected-wait.ts'
import { laneOf, placesOf } from './pure/lanes.ts'
import { listTaken, listWaiting } from './waits/queries.ts'
import { countWaitingContacts, listPresence } from './queries.ts'
import { workOf } from './router/read.ts'

type Presence = 'online' | 'away' | 'offline'
/** What messaging triggers ask of routing beyond the conversation, and what their texts may say. */
export type RoutingScene = {
  queueName: string
  /** Customers who wait in the whole account, this one among them; several conversations of one count once. */
  queueSize: number
  /** Whether it waits for the first time, or was with somebody before. */
  routed: 'first' | 'again'
  accountPresence: Presence
  groupPresence: Presence
  /** From 1 on; null: it does not wait. */
  place: number | null
  /** In minutes; null: nobody can say. */
  wait: { low: number; high: number } | null
}

/** Of one loaded conversation, read when a trigger or a text asks for it. */
export async function readScene(
  ctx: Context,
  conversationId: number,
  directory: RoutingDirectory,
): Promise<RoutingScene | null> {
  const row = rowOf(ctx, conversationId)
  if (row === null) return null
  const queueId = row.routing?.queueId ?? null
  const queue = queueId === null ? null : directory.queue(queueId)
  const groups = queue === null ? (row.groupId === null ? [] : [row.groupId]) : groupsOf(queue)
  const [others, account, group] = await Promise.all([
    countWaitingContacts(ctx.tx, row.contactId),
    listPresence(ctx.tx, ctx.now, null),
    listPresence(ctx.tx, ctx.now, groups),
  ])
  const isWaiting = row.routing?.state === 'waiting' || row.routing?.state === 'offered'
  return {
    queueName: queue?.name ?? '',
    queueSize: others + (isWaiting ? 1 : 0),
    routed: row.status === 'new' && (row.routing?.leftAt ?? null) === null ? 'first' : 'again',
    accountPresence: presenceOf(account),
    groupPresence: presenceOf(group),
    ...(await waitOf(ctx, conversationId, directory)),
  }
}

const groupsOf = (queue: {
  shares: readonly { groupIds: readonly number[] }[]
  secondaryGroupIds: readonly number[]
}) => [...queue.shares.flatMap(({ groupIds }) => groupIds), ...queue.secondaryGroupIds]

/** Online if one is, away if one is there at all. */
const presenceOf = (levels: readonly string[]): Presence =>
  levels.includes('online') ? 'online' : levels.some((level) => level !== 'offline') ? 'away' : 'offline'

async function waitOf(
  ctx: Context,
  conversationId: number,
  directory: RoutingDirectory,
): Promise<Pick<RoutingScene, 'place' | 'wait'>> {
  const row = rowOf(ctx, conversationId)
  if (row === null || (row.routing?.enteredAt ?? null) === null || row.routing === null)
    return { place: null, wait: null }
  const { brandId, groupId, priority, routing } = row
  const own = workOf({ conversationId, brandId, groupId, priority, slaDueAt: row.sla?.dueAt ?? null, routing })
  // What this transaction has changed is not stored yet.
  const works = [
    ...(await listWaiting(ctx.tx)).filter((each) => each.conversationId !== conversationId).map(workOf),
    own,
  ]
  const lane = laneOf(own)
  const since = new Date(ctx.now.getTime() - HISTORY_MS)
  const taken = await listTaken(ctx.tx, { lanes: [lane], family: 'messaging', since, most: 2 * MOST_TAKEN })
  const pace = throughputOf(
    taken.map(({ at, waitedMs }) => ({ at: at.getTime(), waitedMs })),
    works.filter((work) => laneOf(work) === lane).map(({ enteredAt }) => enteredAt),
    ctx.now.getTime(),
  )
  const place = placesOf(works, directory.byId(), directory.settings().orderedBy).get(conversationId) ?? 1
  const range = waitRange(place, pace)
  return { place, wait: range === null ? null : minutesOf(range) }
}
