import { type Context, record, scratch } from '../platform/commands/context.ts'
import type { Settler } from '../platform/commands/reaction.ts'
import { type Actor, type StoredActor, storedActor, system } from '../platform/pure/actor.ts'
import { clearTimer, setTimer } from '../platform/timers/timer.ts'
import { ticketCreated, ticketUpdated } from './events.ts'
import { type StoredInboxRow, withTicket } from './inbox-row.ts'
import { changesBetween, stateOf, type Ticket, ticketView } from './model.ts'
import {
  type Delta,
  insertDeltas,
  insertUpdates,
  listInboxRows,
  listTickets,
  type NewUpdate,
  updateTickets,
  upsertInboxRows,
} from './queries.ts'

/** The tickets and inbox rows one transaction works on; their conversations are locked. Written once, at its end. */
type Work = {
  tickets: Map<number, Ticket | null>
  rows: Map<number, StoredInboxRow | null>
  rowsBefore: Map<number, StoredInboxRow | null>
  changedTickets: Set<number>
  changedRows: Set<number>
  updates: NewUpdate[]
}
const KEY = Symbol('tickets')
const workOf = (ctx: Context): Work =>
  scratch(ctx, KEY, () => ({
    tickets: new Map(),
    rows: new Map(),
    rowsBefore: new Map(),
    changedTickets: new Set<number>(),
    changedRows: new Set<number>(),
    updates: [],
  }))

/** Reads what is not here yet; asked again it reads nothing. */
export async function loadWork(ctx: Context, conversationIds: readonly number[]): Promise<void> {
  const work = workOf(ctx)
  const missing = [...new Set(conversationIds)].filter((id) => !work.tickets.has(id))
  if (missing.length === 0) return
  const [tickets, rows] = await Promise.all([listTickets(ctx.tx, missing), listInboxRows(ctx.tx, missing)])
  for (const id of missing) {
    work.tickets.set(id, null)
    work.rows.set(id, null)
    work.rowsBefore.set(id, null)
  }
  for (const ticket of tickets) work.tickets.set(ticket.conversationId, ticket)
  for (const row of rows) {
    work.rows.set(row.conversationId, row)
    work.rowsBefore.set(row.conversationId, row)
  }
}

export const ticketOf = (ctx: Context, conversationId: number): Ticket | null =>
  workOf(ctx).tickets.get(conversationId) ?? null
export const rowOf = (ctx: Context, conversationId: number): StoredInboxRow | null =>
  workOf(ctx).rows.get(conversationId) ?? null

export function putRow(ctx: Context, row: StoredInboxRow): void {
  const work = workOf(ctx)
  work.rows.set(row.conversationId, row)
  work.changedRows.add(row.conversationId)
}

/** Says that a loaded conversation has nothing stored yet: it starts in this transaction. */
export function putNewTicket(
  ctx: Context,
  ticket: Ticket,
  by: StoredActor,
  about: { stream: string; actor: Actor },
): void {
  const work = workOf(ctx)
  work.tickets.set(ticket.conversationId, ticket)
  noteUpdate(work, ctx, ticket, by, null, {})
  record(ctx, ticketCreated, {
    stream: about.stream,
    by: about.actor,
    data: { ticket: ticketView(ticket) },
    contactId: ticket.contactId,
  })
}

/**
 * Ends one update of a ticket by one actor: its audit row, its event, its timers. A message that changes nothing is an
 * update too (rules read it), but tells nobody anything new.
 */
export function putUpdate(ctx: Context, actor: Actor, before: Ticket, after: Ticket, messageId: string | null): Ticket {
  const work = workOf(ctx)
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) {
    if (messageId !== null) noteUpdate(work, ctx, before, storedActor(actor), messageId, {})
    return before
  }
  const next = { ...after, version: before.version + 1, updatedAt: ctx.now }
  work.tickets.set(next.conversationId, next)
  work.changedTickets.add(next.conversationId)
  noteUpdate(work, ctx, next, storedActor(actor), messageId, changes)
  const row = work.rows.get(next.conversationId)
  if (row) putRow(ctx, withTicket(row, next))
  setClocks(ctx, before, next)
  record(ctx, ticketUpdated, {
    stream: `conversation:${next.conversationId}`,
    by: actor,
    data: { ticket: ticketView(next), changes, ...(messageId === null ? {} : { messageId }) },
    contactId: next.contactId,
  })
  return next
}

/** A change that is told, but of which the audit must not keep what was before: words that were redacted. */
export function putQuietly(ctx: Context, after: Ticket): void {
  const work = workOf(ctx)
  const next = { ...after, version: after.version + 1, updatedAt: ctx.now }
  work.tickets.set(next.conversationId, next)
  work.changedTickets.add(next.conversationId)
  record(ctx, ticketUpdated, {
    stream: `conversation:${next.conversationId}`,
    by: system,
    data: { ticket: ticketView(next), changes: {} },
    contactId: next.contactId,
  })
}

/** Exact timers of the ticket follow its state [S0.18, S0.34]. */
function setClocks(ctx: Context, before: Ticket, after: Ticket): void {
  const subject = `conversation:${after.conversationId}`
  if (before.closesAt?.getTime() !== after.closesAt?.getTime()) {
    if (after.closesAt === null) clearTimer(ctx, subject, 'ticket.close')
    else setTimer(ctx, subject, 'ticket.close', after.closesAt)
  }
  if (before.snoozedUntil?.getTime() !== after.snoozedUntil?.getTime()) {
    if (after.snoozedUntil === null) clearTimer(ctx, subject, 'ticket.wake')
    else setTimer(ctx, subject, 'ticket.wake', after.snoozedUntil)
  }
}

function noteUpdate(
  work: Work,
  ctx: Context,
  ticket: Ticket,
  by: StoredActor,
  messageId: string | null,
  changes: NewUpdate['changes'],
): void {
  work.updates.push({
    ticketId: ticket.id,
    at: ctx.now,
    actorKind: by.kind,
    actorId: by.id,
    messageId,
    changes,
    state: stateOf(ticket),
  })
}

/** What lists are told after a commit: rows before and after. */
export type InboxChange = { before: StoredInboxRow | null; after: StoredInboxRow }

export const settleTickets =
  (tell: (changes: InboxChange[]) => void): Settler =>
  async (ctx) => {
    if (!ctx.scratch.has(KEY)) return
    const work = workOf(ctx)
    const changes = [...work.changedRows].flatMap((id): InboxChange[] => {
      const after = work.rows.get(id)
      return after ? [{ before: work.rowsBefore.get(id) ?? null, after }] : []
    })
    if (changes.length > 0) ctx.after.push(() => tell(changes))
    await Promise.all([
      updateTickets(
        ctx.tx,
        [...work.changedTickets].flatMap((id) => work.tickets.get(id) ?? []),
      ),
      insertUpdates(ctx.tx, work.updates),
      upsertInboxRows(
        ctx.tx,
        changes.map((change) => change.after).sort((a, b) => a.conversationId - b.conversationId),
      ),
      insertDeltas(ctx.tx, changes.flatMap(deltasOf)),
    ])
  }

const cellOf = (row: StoredInboxRow, n: number): Delta => ({
  brandId: row.brandId,
  groupId: row.groupId ?? 0,
  assigneeId: row.assigneeId ?? 0,
  status: row.status,
  n,
})

function deltasOf({ before, after }: InboxChange): Delta[] {
  if (before === null) return [cellOf(after, 1)]
  const same =
    before.brandId === after.brandId &&
    before.groupId === after.groupId &&
    before.assigneeId === after.assigneeId &&
    before.status === after.status
  return same ? [] : [cellOf(before, -1), cellOf(after, 1)]
}
