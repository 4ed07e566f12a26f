import { differences, listGroups } from '../../identity/index.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import type { Tx } from '../../platform/db.ts'
import { problemsIn } from '../../platform/pure/conditions/check.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { AskFields } from '../../tickets/index.ts'
import { QueueRef, SaveQueue, SortQueues } from '../contract.ts'
import { mayManageRouting } from '../policy.ts'
import { askableOf, inCircle } from '../pure/queue.ts'
import { listQueues } from '../queries.ts'
import { hideQueue, insertQueue, lockConfiguration, setQueueOrder, updateQueue } from './queries.ts'
import { tellConfigured } from './tell.ts'

type Content = Omit<SaveQueue, 'id' | 'version'>
type Complaint = { field: string; message: string }

/** What waits is looked at again: it may belong elsewhere now [RO9]. */
export const saveQueue = (fields: AskFields): SingleCommand<typeof SaveQueue, { id: number; version: number }> =>
  command(
    'queue.save',
    { input: SaveQueue, may: mayManageRouting, about: 'Make or change a queue.' },
    async (ctx, { id, version, ...given }) => {
      await lockConfiguration(ctx.tx)
      const queue = { ...given, name: given.name.trim() }
      const all = await listQueues(ctx.tx)
      const before = id === undefined ? null : all.find((each) => each.id === id)
      if (before === undefined) throw new Refusal('queue_not_found')
      if (before !== null && version !== undefined && version !== before.version)
        throw new Refusal('queue_changed_meanwhile', { version: before.version })
      const asked = askableOf(await fields(ctx.tx))
      const complaints: Complaint[] = [
        ...problemsIn(queue.conditions, asked, 'state'),
        ...inShape(queue),
        ...(await inGroups(ctx.tx, queue)),
        ...inOverflow(queue, before?.id ?? null, all),
      ]
      if (complaints.length > 0) throw new Refusal('queue_invalid', { fields: complaints })
      const by = { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
      const saved = before?.id ?? (await insertQueue(ctx.tx, queue, by))
      if (before !== null) await updateQueue(ctx.tx, saved, queue, by)
      await tellConfigured(ctx, {
        what: 'queues',
        action: before === null ? 'queue.created' : 'queue.changed',
        subject: `queue:${saved}`,
        changes: differences<Content>(before, queue),
        name: queue.name,
      })
      return { id: saved, version: (before?.version ?? 0) + 1 }
    },
  )

/** What waits in it is put into the queue that fits next; other queues do not overflow into it any more. */
export const deleteQueue = command(
  'queue.delete',
  { input: QueueRef, may: mayManageRouting, about: 'Delete a queue; what waits in it goes to the next that fits.' },
  async (ctx, { queueId }) => {
    await lockConfiguration(ctx.tx)
    const all = await listQueues(ctx.tx)
    const queue = all.find(({ id }) => id === queueId)
    if (queue === undefined) throw new Refusal('queue_not_found')
    const by = { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
    for (const other of all)
      if (other.overflowQueueId === queueId)
        await updateQueue(ctx.tx, other.id, { ...other, overflowQueueId: null, overflowSeconds: null }, by)
    await hideQueue(ctx.tx, queueId, ctx.now)
    const subject = `queue:${queueId}`
    await tellConfigured(ctx, { what: 'queues', action: 'queue.deleted', subject, name: queue.name })
    return null
  },
)

export const sortQueues = command(
  'queue.sort',
  {
    input: SortQueues,
    may: mayManageRouting,
    about: 'Put the queues in the order in which the first that fits is taken.',
  },
  async (ctx, { ids }) => {
    await lockConfiguration(ctx.tx)
    const queues = await listQueues(ctx.tx)
    const there = queues.map(({ id }) => id)
    const names = (of: readonly number[]) => of.map((id) => queues.find((queue) => queue.id === id)?.name ?? '')
    // Somebody added or deleted one meanwhile: the order he saw is not this list's.
    if (there.length !== ids.length || !there.every((id) => ids.includes(id)))
      throw new Refusal('queues_changed_meanwhile')
    await setQueueOrder(ctx.tx, ids)
    const changes = { order: [names(there), names(ids)] }
    await tellConfigured(ctx, { what: 'queues', action: 'queue.sorted', subject: 'queues', changes })
    return null
  },
)

function inShape({ name, shares }: Content): Complaint[] {
  const sum = shares.reduce((total, { percent }) => total + percent, 0)
  return [
    ...(name === '' ? [{ field: 'name', message: 'missing' }] : []),
    ...(sum === 100 ? [] : [{ field: 'shares', message: 'not_100' }]),
  ]
}

async function inGroups(tx: Tx, { shares, secondaryGroupIds }: Content): Promise<Complaint[]> {
  const known = new Set((await listGroups(tx)).map(({ id }) => id))
  const isThere = (ids: readonly number[]) => ids.every((id) => known.has(id))
  return [
    ...shares.flatMap(({ groupIds }, index) =>
      isThere(groupIds) ? [] : [{ field: `shares.${index}`, message: 'group_unknown' }],
    ),
    ...(isThere(secondaryGroupIds) ? [] : [{ field: 'secondaryGroupIds', message: 'group_unknown' }]),
  ]
}

function inOverflow(
  { overflowSeconds, overflowQueueId }: Content,
  id: number | null,
  all: readonly { id: number; overflowQueueId: number | null }[],
): Complaint[] {
  const field = 'overflowQueueId'
  if ((overflowSeconds === null) !== (overflowQueueId === null)) {
    const missing = overflowSeconds === null ? 'overflowSeconds' : field
    return [{ field: missing, message: 'missing' }]
  }
  if (overflowQueueId === null) return []
  if (!all.some((queue) => queue.id === overflowQueueId)) return [{ field, message: 'queue_unknown' }]
  return id !== null && inCircle(id, overflowQueueId, all) ? [{ field, message: 'circle' }] : []
}
