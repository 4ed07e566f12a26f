// reason: what one transaction holds of tickets, and all that may be done to it
import { restsAt, UNANSWERED } from '../conversations/index.ts'
import { type Context, record, scratch } from '../platform/commands/context.ts'
import type { Facts } from '../platform/pure/conditions/condition.ts'
import { type Actor, type StoredActor, storedActor, system } from '../platform/pure/actor.ts'
import { clearTimer, setTimer } from '../platform/timers/timer.ts'
import { contactFieldsChanged } from './contact-fields/events.ts'
import { looksOther } from './contact-fields/model.ts'
import type { TicketDefinitions } from './contract.ts'
import { defaultStatus, directoryOf } from './definitions/index.ts'
import { ticketCreated, ticketUpdated } from './events.ts'
import { ticketFacts, updateState } from './facts.ts'
import { type StoredInboxRow, withTicket } from './inbox-row.ts'
import type { Changes } from './contract.ts'
import { changesBetween, tallied, type Ticket, ticketView } from './model.ts'
import { listInboxRows, listTickets } from './queries.ts'
import type { RuleMark, Update } from './update.ts'

/** The tickets and inbox rows one transaction works on; their conversations are locked. Written once, at its end. */
type Work = {
  tickets: Map<number, Ticket | null>
  rows: Map<number, StoredInboxRow | null>
  rowsBefore: Map<number, StoredInboxRow | null>
  changedTickets: Set<number>
  changedRows: Set<number>
  updates: Update[]
  /** Who has just solved what: a style may end the session with it. */
  solved: { conversationId: number; by: Actor }[]
  definitions: TicketDefinitions | null
}
const KEY = Symbol('tickets')
/** Whether this transaction has to do with tickets at all. */
export const hasWork = (ctx: Context): boolean => ctx.scratch.has(KEY)
export const workOf = (ctx: Context): Work =>
  scratch(ctx, KEY, () => ({
    tickets: new Map(),
    rows: new Map(),
    rowsBefore: new Map(),
    changedTickets: new Set<number>(),
    changedRows: new Set<number>(),
    updates: [],
    solved: [],
    definitions: null,
  }))

/** Reads what is not here yet; asked again it reads nothing. */
export async function loadWork(ctx: Context, conversationIds: readonly number[]): Promise<void> {
  const work = workOf(ctx)
  work.definitions ??= await directoryOf(ctx).fresh(ctx.tx)
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

/** Fields, forms and statuses as this transaction sees them; there once work is loaded. */
export const definitionsOf = (ctx: Context): TicketDefinitions => workOf(ctx).definitions ?? directoryOf(ctx).current()

export const ticketOf = (ctx: Context, conversationId: number): Ticket | null =>
  workOf(ctx).tickets.get(conversationId) ?? null
export const rowOf = (ctx: Context, conversationId: number): StoredInboxRow | null =>
  workOf(ctx).rows.get(conversationId) ?? null

/** The rows this transaction has changed so far, as they were (null: not in the inbox) and as they are. */
export function changedRows(ctx: Context): { before: StoredInboxRow | null; after: StoredInboxRow | null }[] {
  if (!ctx.scratch.has(KEY)) return []
  const work = workOf(ctx)
  return [...work.changedRows].map((id) => ({
    before: work.rowsBefore.get(id) ?? null,
    after: work.rows.get(id) ?? null,
  }))
}

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
  about: { stream: string; actor: Actor; messageId: string | null },
): void {
  const work = workOf(ctx)
  work.tickets.set(ticket.conversationId, ticket)
  noteUpdate(ctx, ticket, by, { kind: 'created', messageId: about.messageId, changes: {} })
  record(ctx, ticketCreated, {
    stream: about.stream,
    by: about.actor,
    data: { ticket: ticketView(ticket) },
    contactId: ticket.contactId,
  })
}

/** Its row has been taken away, and its ticket with it: nothing in this transaction touches them any more. */
export function dropRow(ctx: Context, conversationId: number): void {
  const work = workOf(ctx)
  work.rows.set(conversationId, null)
  work.tickets.set(conversationId, null)
  work.changedTickets.delete(conversationId)
  work.changedRows.add(conversationId)
}

/** It has been put back: lists and counts have it again. */
export async function returnRow(ctx: Context, conversationId: number): Promise<void> {
  const work = workOf(ctx)
  work.tickets.delete(conversationId)
  await loadWork(ctx, [conversationId])
  work.rowsBefore.set(conversationId, null)
  work.changedRows.add(conversationId)
}

/**
 * Ends one update of a ticket by one actor: its audit row, its event, its timers. A message that changes nothing is an
 * update too (rules read it), but tells nobody anything new.
 */
export function putUpdate(
  ctx: Context,
  actor: Actor,
  before: Ticket,
  decided: Ticket,
  messageId: string | null,
): Ticket {
  const after = withStatusId(definitionsOf(ctx), before, decided)
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) {
    if (messageId !== null) noteUpdate(ctx, before, storedActor(actor), { kind: 'changed', messageId, changes })
    return before
  }
  const next = putTicket(ctx, actor, before, after, { changes, messageId })
  noteUpdate(ctx, next, storedActor(actor), { kind: 'changed', messageId, changes })
  return next
}

/** What a rule does within somebody's update: its changes belong to that update, and bear the rule's mark [RU3]. */
export function amendUpdate(
  ctx: Context,
  update: Update,
  rule: { id: number; version: number; title: string },
  { after: decided, did }: { after: Ticket; did: string[] },
): RuleMark | null {
  const before = ticketOf(ctx, update.conversationId)
  if (before === null) return null
  const after = withStatusId(definitionsOf(ctx), before, decided)
  const changes = changesBetween(before, after)
  const changed = Object.keys(changes).length > 0
  if (!changed && did.length === 0) return null
  const next = changed
    ? putTicket(ctx, { kind: 'rule', ruleId: rule.id }, before, after, { changes, messageId: null, rule: rule.title })
    : before
  for (const [field, [from, to]] of Object.entries(changes))
    update.changes[field] = [update.changes[field] === undefined ? from : update.changes[field][0], to]
  update.state = updateState(next, rowOf(ctx, update.conversationId))
  const mark = { rule: rule.id, version: rule.version, title: rule.title, changes, did }
  update.rules.push(mark)
  return mark
}

/** Whatever happened to the conversation that rules may want to know, and that is told by an event of its own. */
export function putFact(ctx: Context, conversationId: number, by: StoredActor, changes: Changes): void {
  const ticket = ticketOf(ctx, conversationId)
  if (ticket !== null) noteUpdate(ctx, ticket, by, { kind: 'changed', messageId: null, changes })
}

/** The latest update of a ticket was made with macros: whoever keeps those marks it. Macros alone are an update too. */
export function noteMacros(
  ctx: Context,
  { actor, ticket }: { actor: Actor; ticket: Ticket },
  macros: Pick<Update, 'macroIds' | 'withSurvey'>,
): void {
  const latest = () => workOf(ctx).updates.findLast((each) => each.conversationId === ticket.conversationId)
  if (latest() === undefined)
    noteUpdate(ctx, ticket, storedActor(actor), { kind: 'changed', messageId: null, changes: {} })
  Object.assign(latest() ?? {}, { macroIds: [...new Set(macros.macroIds)], withSurvey: macros.withSurvey })
}

/** The updates of this transaction that were made with macros; asked again it knows of no such update. */
export function takeMadeWithMacros(ctx: Context): ({ update: Update } & Pick<Update, 'macroIds' | 'withSurvey'>)[] {
  if (!ctx.scratch.has(KEY)) return []
  return workOf(ctx).updates.flatMap((update) => {
    const { macroIds, withSurvey } = update
    update.macroIds = []
    return macroIds.length === 0 ? [] : [{ update, macroIds, withSurvey }]
  })
}

/** What was solved since this was asked last. */
export const takeSolved = (ctx: Context): Work['solved'] => workOf(ctx).solved.splice(0)

/** The updates of this transaction that this stage has not looked at, oldest first; they are marked as looked at. */
export function takeUpdates(ctx: Context, stage: string): Update[] {
  if (!ctx.scratch.has(KEY)) return []
  const fresh = workOf(ctx).updates.filter((update) => !update.seen.has(stage))
  for (const update of fresh) update.seen.add(stage)
  return fresh
}

/** An update of a rule's own, not somebody's; it counts once it is kept. */
export function ruleUpdate(ctx: Context, ticket: Ticket, ruleId: number): Update {
  return newUpdate(ctx, ticket, { kind: 'rule', id: ruleId }, { kind: 'changed', messageId: null, changes: {} })
}
/** Something that has happened to it by itself, to be read by rules; it counts once it is kept. */
export const ownUpdate = (ctx: Context, ticket: Ticket): Update =>
  newUpdate(ctx, ticket, storedActor(system), { kind: 'changed', messageId: null, changes: {} })
export const keepUpdate = (ctx: Context, update: Update): void => void workOf(ctx).updates.push(update)

function putTicket(
  ctx: Context,
  actor: Actor,
  before: Ticket,
  after: Ticket,
  { changes, messageId, rule }: { changes: Changes; messageId: string | null; rule?: string },
): Ticket {
  const work = workOf(ctx)
  const next = { ...tallied(before, after, ctx.now), version: before.version + 1, updatedAt: ctx.now }
  work.tickets.set(next.conversationId, next)
  work.changedTickets.add(next.conversationId)
  const row = work.rows.get(next.conversationId)
  if (row) putRow(ctx, withTicket(row, next))
  setClocks(ctx, before, next)
  if (next.status === 'solved' && before.status !== 'solved')
    work.solved.push({ conversationId: next.conversationId, by: actor })
  record(ctx, ticketUpdated, {
    stream: `conversation:${next.conversationId}`,
    by: actor,
    data: {
      ticket: ticketView(next),
      changes,
      ...(messageId === null ? {} : { messageId }),
      ...(rule === undefined ? {} : { rule }),
    },
    contactId: next.contactId,
  })
  if (looksOther(definitionsOf(ctx), before, next))
    record(ctx, contactFieldsChanged, {
      stream: `conversation:${next.conversationId}`,
      by: actor,
      data: {},
      contactId: next.contactId,
    })
  return next
}

/** A status that changed without anybody choosing one of the account's own is the default of its category [TK9]. */
export function withStatusId(definitions: TicketDefinitions, before: Ticket, after: Ticket): Ticket {
  if (after.statusId !== null || after.status === 'closed' || after.status === before.status) return after
  return { ...after, statusId: defaultStatus(definitions, after.status) }
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

/** Exact timers of the ticket follow its state [S0.18, S0.34]; whoever has no agent any more waits as before he had one [QU5]. */
function setClocks(ctx: Context, before: Ticket, after: Ticket): void {
  const subject = `conversation:${after.conversationId}`
  if (before.assigneeId !== null && after.assigneeId === null) setTimer(ctx, subject, UNANSWERED, restsAt(ctx.now))
  if (before.closesAt?.getTime() !== after.closesAt?.getTime()) {
    if (after.closesAt === null) clearTimer(ctx, subject, 'ticket.close')
    else setTimer(ctx, subject, 'ticket.close', after.closesAt)
  }
  if (before.snoozedUntil?.getTime() !== after.snoozedUntil?.getTime()) {
    if (after.snoozedUntil === null) clearTimer(ctx, subject, 'ticket.wake')
    else setTimer(ctx, subject, 'ticket.wake', after.snoozedUntil)
  }
}

const noteUpdate = (...about: Parameters<typeof newUpdate>): void => keepUpdate(about[0], newUpdate(...about))

function newUpdate(
  ctx: Context,
  ticket: Ticket,
  by: StoredActor,
  { kind, messageId, changes }: Pick<Update, 'kind' | 'messageId' | 'changes'>,
): Update {
  const { conversationId, id: ticketId } = ticket
  const state = updateState(ticket, rowOf(ctx, conversationId))
  return {
    conversationId,
    ticketId,
    kind,
    at: ctx.now,
    by,
    messageId,
    changes: { ...changes },
    state,
    rules: [],
    macroIds: [],
    withSurvey: false,
    seen: new Set(),
  }
}

/** How a ticket stands, with the instants its hours are counted from; null without a ticket. */
export function clockFacts(ctx: Context, conversationId: number): Facts | null {
  const ticket = ticketOf(ctx, conversationId)
  return ticket === null ? null : ticketFacts(ticket, rowOf(ctx, conversationId))
}
