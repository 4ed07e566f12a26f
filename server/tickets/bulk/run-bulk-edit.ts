import { type Conversation, lockConversations } from '../../conversations/index.ts'
import { audit, findUserActor } from '../../identity/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Task } from '../../platform/jobs/run-jobs.ts'
import type { Logger } from '../../platform/log.ts'
import type { UserActor } from '../../platform/pure/actor.ts'
import { may, system } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import type { TicketChanges } from '../contract.ts'
import { findHidden, hide, mayDelete, restore } from '../hiding/index.ts'
import { changesBetween, type Ticket } from '../model.ts'
import { requireSubmit } from '../policy.ts'
import { changeTicket, tellAssignee } from '../submit-ticket.ts'
import { loadWork, putUpdate, ticketOf } from '../work.ts'
import type { HiddenKind } from '../hiding/contract.ts'
import type { BulkChanges, BulkWhat, Outcome } from './contract.ts'
import { bulkProgressed } from './events.ts'
import { giveBack } from './give-back.ts'
import {
  type Item,
  listItems,
  listStrayBulks,
  lockBulk,
  type StoredBulk,
  touchBulk,
  updateBulk,
  updateItems,
} from './queries.ts'
import { viewOf } from './view.ts'

const BULK_TASK = 'bulk_edit'
/** A piece takes less than a second: one that does not go on for so long has lost its process. */
const LOST_MS = 60_000

/** One job a bulk edit, whatever asks for it. */
export const oweBulk = (ctx: Pick<Context, 'jobs'>, id: number): void =>
  void ctx.jobs.push({ task: BULK_TASK, payload: { id }, key: `${BULK_TASK}:${id}` })

/** `bulk_edit` works one off, `bulk_sweep` finds what nobody works on: a job of a killed process waits for hours. */
export const bulkTasks = (parts: { db: Database; engine: Engine; log: Logger }): Readonly<Record<string, Task>> => ({
  [BULK_TASK]: bulkTask(parts),
  async bulk_sweep() {
    for (const id of await listStrayBulks(parts.db, new Date(clock.now().getTime() - LOST_MS)))
      await parts.engine.transact(async (ctx) => {
        await touchBulk(ctx.tx, id, ctx.now)
        oweBulk(ctx, id)
      })
  },
})

/** So many tickets share a transaction: it stays short. */
const PIECE = 20

/** Works a bulk edit off, or its undo; started again after a crash it goes on where it was. */
const bulkTask =
  ({ engine, log }: { engine: Engine; log: Logger }): Task =>
  async (payload) => {
    const { id } = payload as { id: number }
    const piece = (limit: number) => engine.transact((ctx) => runPiece(ctx, id, limit))
    for (let goesOn = true; goesOn; )
      try {
        goesOn = await piece(PIECE)
      } catch (error) {
        log.warn({ err: error, bulkEdit: id }, 'a piece of a bulk edit failed; its tickets are tried one by one')
        goesOn = await piece(1).catch(() => engine.transact((ctx) => giveUpOne(ctx, id)))
      }
  }

/** One short transaction; whether there is more to do. Its lock lets nobody else take the same tickets. */
async function runPiece(ctx: Context, id: number, limit: number): Promise<boolean> {
  const bulk = await lockBulk(ctx.tx, id)
  if (bulk === null || (bulk.state !== 'running' && bulk.state !== 'undoing')) return false
  const items = await listItems(ctx.tx, id, bulk.state === 'running' ? 'waiting' : 'done', limit)
  if (items.length === 0) return finish(ctx, bulk)
  const ids = items.map(({ conversationId }) => conversationId)
  const [actor, conversations] = await Promise.all([
    findUserActor(ctx.tx, bulk.userId),
    lockConversations(ctx.tx, ids),
    loadWork(ctx, ids),
  ])
  const reached = actor === null ? new Set<number>() : await ctx.reach(ctx.tx, actor, ids)
  const outcomes = new Map<number, Outcome>()
  for (const item of items) {
    const conversation = conversations.get(item.conversationId)
    outcomes.set(item.conversationId, await outcomeOf(ctx, bulk, { item, actor, conversation, reached }))
  }
  await updateItems(ctx.tx, id, outcomes)
  await touchBulk(ctx.tx, id, ctx.now)
  await tell(ctx, bulk)
  return true
}

type About = {
  item: Item
  actor: UserActor | null
  conversation: Conversation | undefined
  reached: ReadonlySet<number>
}

/** A refusal refuses one ticket, and is told for it. */
async function outcomeOf(ctx: Context, bulk: StoredBulk, about: About): Promise<Outcome> {
  try {
    return await (bulk.state === 'running' ? edit : undo)(ctx, bulk, about)
  } catch (error) {
    if (error instanceof Refusal) return { state: 'refused', code: error.code, details: error.details ?? {} }
    throw error
  }
}

async function edit(ctx: Context, bulk: StoredBulk, { actor, conversation, reached }: About): Promise<Outcome> {
  if (actor === null) throw new Refusal('not_allowed')
  if (conversation === undefined || !reached.has(conversation.id)) throw new Refusal('conversation_not_found')
  if ('act' in bulk.what) return hideOne(ctx, actor, conversation, bulk.what)
  const ticket = ticketOf(ctx, conversation.id)
  if (ticket === null) throw new Refusal('ticket_not_found')
  const input = { conversationId: conversation.id, changes: changesFor(ticket, bulk.what.changes) }
  requireSubmit(actor, ticket, input)
  const after = putUpdate(ctx, actor, ticket, await changeTicket(ctx, actor, ticket, conversation, input), null)
  if (after.assigneeId !== null && after.assigneeId !== ticket.assigneeId) await tellAssignee(ctx, actor, after)
  return { state: 'done', changes: changesBetween(ticket, after) }
}

async function hideOne(
  ctx: Context,
  actor: UserActor,
  conversation: Conversation,
  { act: kind, blockContacts: blockContact = false }: Extract<BulkWhat, { act: HiddenKind }>,
): Promise<Outcome> {
  allow(kind === 'spam' || mayDelete(actor))
  allow(!blockContact || may(actor, 'contacts.block'))
  await hide(ctx, actor, conversation, { kind, blockContact })
  if (kind === 'deleted') await audit(ctx, actor, 'conversation.deleted', `conversation:${conversation.id}`)
  return { state: 'done', changes: { hidden: [null, kind] } }
}

/** Whoever made the edit may take it back, even where it moved a ticket out of his reach. */
async function undo(ctx: Context, _: StoredBulk, { item, actor, conversation }: About): Promise<Outcome> {
  const hidden = item.changes?.['hidden'] === undefined ? null : await findHidden(ctx.tx, item.conversationId)
  if (hidden !== null && actor !== null && conversation !== undefined) {
    await restore(ctx, actor, conversation, hidden)
    return { state: 'undone', changes: { hidden: [hidden.kind, null] } }
  }
  const ticket = ticketOf(ctx, item.conversationId)
  if (actor === null || conversation === undefined || ticket === null || ticket.status === 'closed')
    return { state: 'kept' }
  const next = giveBack(ticket, item.changes ?? {}, { at: ctx.now, closing: conversation.style })
  if (next === null) return { state: 'kept' }
  putUpdate(ctx, actor, ticket, next, null)
  return { state: 'undone', changes: changesBetween(ticket, next) }
}

function changesFor(ticket: Ticket, { addTags = [], removeTags = [], ...changes }: BulkChanges): TicketChanges {
  if (addTags.length === 0 && removeTags.length === 0) return changes
  return { ...changes, tags: [...ticket.tags.filter((tag) => !removeTags.includes(tag)), ...addTags] }
}

async function finish(ctx: Context, bulk: StoredBulk): Promise<false> {
  const [state, finishedAt] =
    bulk.state === 'running' ? (['done', ctx.now] as const) : (['undone', bulk.finishedAt] as const)
  await updateBulk(ctx.tx, bulk.id, { state, finishedAt, at: ctx.now })
  await tell(ctx, { ...bulk, state, finishedAt })
  return false
}

/** What breaks is a mistake of ours: this ticket is left as it is, the others go on. */
async function giveUpOne(ctx: Context, id: number): Promise<boolean> {
  const bulk = await lockBulk(ctx.tx, id)
  const [item] = await listItems(ctx.tx, id, bulk?.state === 'running' ? 'waiting' : 'done', 1)
  if (bulk === null || item === undefined) return false
  const outcome: Outcome =
    bulk.state === 'running' ? { state: 'refused', code: 'internal', details: {} } : { state: 'kept' }
  await updateItems(ctx.tx, id, new Map([[item.conversationId, outcome]]))
  await tell(ctx, bulk)
  return true
}

async function tell(ctx: Context, bulk: StoredBulk): Promise<void> {
  record(ctx, bulkProgressed, { stream: `agent:${bulk.userId}`, by: system, data: await viewOf(ctx.tx, bulk) })
}
