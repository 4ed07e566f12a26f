import { Type } from 'typebox'
import { findContactView, searchContactIds } from '../contacts/index.ts'
import {
  conversationView,
  findConversation,
  isOwn,
  listDrafts,
  mayEnd,
  requireReach,
  THREAD_PAGE,
  threadBefore,
  threadHead,
  threadSince,
} from '../conversations/index.ts'
import type { Database, Tx } from '../platform/db.ts'
import type { NameAgent, StoredEvent } from '../platform/events/event-type.ts'
import { type Read, read } from '../platform/http/read.ts'
import type { EventView } from '../platform/protocol.ts'
import { type Actor, may } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { Id } from '../platform/pure/schemas.ts'
import {
  type ConversationSnapshot,
  type EarlierConversation,
  type InboxPage,
  type InboxRow,
  ViewKey,
} from './contract.ts'
import { bulkReads } from './bulk/index.ts'
import { contactFieldReads } from './contact-fields/reads.ts'
import { hiddenReads } from './hiding/index.ts'
import { definitionReads } from './definitions/index.ts'
import { historyReads } from './history/reads.ts'
import { type Cursor, findInboxByTicket, listInbox, listInboxOfContacts, listReached } from './inbox-queries.ts'
import { sortedAt, type StoredInboxRow } from './inbox-row.ts'
import { linkReads } from './links/reads.ts'
import type { LiveCounts } from './live-counts.ts'
import { ticketView } from './model.ts'
import { listInboxRows, listTickets } from './queries.ts'
import { mayReadConversations } from './scope.ts'
import { type Around, showRows } from './show-rows.ts'
import { isViewKey } from './standard-views.ts'
import { readView, requireView, type ViewDirectory } from './views/index.ts'
import { slaView } from './sla/stored.ts'

export type TicketReadParts = {
  mailIsOn: boolean
  around: Around & { page(contactId: number): { url: string; title?: string } | null }
  counts: LiveCounts
  db: Database
  views: ViewDirectory
  view(event: StoredEvent, audience: 'user' | 'visitor'): EventView | null
  viewers(conversationId: number): ConversationSnapshot['viewers']
  nameAgent: NameAgent
}

const MOST_ROWS = 200
const byId = { params: Type.Object({ id: Id }), may: mayReadConversations }
const page = {
  before: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS })),
}

/** Which of these conversations an actor reaches: the engine's `reach`. */
export async function reachOf(tx: Tx, actor: Actor, conversationIds: number[]): Promise<ReadonlySet<number>> {
  return new Set((await listReached(tx, actor, conversationIds)).map((row) => row.id))
}

export function ticketReads(parts: TicketReadParts): Read[] {
  return [
    ...definitionReads,
    ...contactFieldReads,
    ...bulkReads,
    ...hiddenReads,
    ...linkReads({ requireConversation }),
    ...historyReads({ nameAgent: (id) => parts.nameAgent(id), requireConversation }),
    read(
      '/api/v1/inbox',
      {
        query: Type.Object({
          view: Type.Union([ViewKey, Type.String({ pattern: '^v[1-9][0-9]{0,14}$' })]),
          cursor: Type.Optional(Type.String({ maxLength: 80 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS })),
        }),
        may: mayReadConversations,
        about: 'A page of a view of the inbox, newest activity first.',
      },
      async ({ db, actor, now, query }): Promise<InboxPage> => {
        const limit = query.limit ?? 50
        if (!isViewKey(query.view)) return pageOfView(parts, actor, now, { ...query, limit })
        const rows = await listInbox(
          db,
          actor,
          query.view,
          limit,
          query.cursor === undefined ? null : cursorOf(query.cursor),
        )
        const last = rows.at(-1)
        return {
          rows: await showRows(db, parts.around, rows),
          next: rows.length < limit || last === undefined ? null : cursorText(last),
          w: now.toISOString(),
        }
      },
    ),
    read(
      '/api/v1/inbox/counts',
      { may: mayReadConversations, about: 'How many conversations each view has.' },
      async ({ actor }) => ({ counts: await parts.counts.of(actor) }),
    ),
    read(
      '/api/v1/inbox/find',
      {
        query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 120 }) }),
        may: mayReadConversations,
        about: 'Conversations by contact, email or ticket number.',
      },
      ({ db, actor, query }) => find(parts, db, actor, query.q.trim()),
    ),
    read(
      '/api/v1/conversations/:id',
      { ...byId, about: 'A conversation with all the desk shows of it.' },
      ({ db, actor, params }) => snapshot(parts, db, actor, params.id),
    ),
    read(
      '/api/v1/conversations/:id/thread',
      { ...byId, query: Type.Object(page), about: 'A page of a thread, oldest first.' },
      async ({ db, actor, params, query }) => {
        await requireConversation(db, actor, params.id)
        return threadPage(parts, db, params.id, query.before ?? null, query.limit ?? THREAD_PAGE)
      },
    ),
    read(
      '/api/v1/contacts/:id/conversations',
      { ...byId, about: "A contact's conversations in scope, newest first." },
      async ({ db, actor, params }): Promise<EarlierConversation[]> => {
        const rows = await listInboxOfContacts(db, actor, [params.id], 50)
        return rows.map((row) => ({
          id: row.conversationId,
          ticketId: row.ticketId,
          subject: row.subject,
          status: row.status,
          channelKind: parts.around.channelOf(row.channelId).kind,
          startedAt: row.activityAt.toISOString(),
        }))
      },
    ),
  ]
}

export type Joined = { position: number; contactId: number } & (
  | { snapshot: ConversationSnapshot }
  | { events: EventView[] }
)

/** What `join` answers: what a desk misses since a position, or everything. */
export async function joinConversation(
  parts: TicketReadParts,
  db: Tx,
  actor: Actor,
  conversationId: number,
  since: number | undefined,
): Promise<Joined> {
  if (since === undefined) {
    const whole = await snapshot(parts, db, actor, conversationId)
    return { position: whole.position, contactId: whole.contact.id, snapshot: whole }
  }
  const { contactId } = await requireConversation(db, actor, conversationId)
  const events = await threadSince(db, conversationId, since, 'user')
  if (events === null) return joinConversation(parts, db, actor, conversationId, undefined)
  return {
    position: events.at(-1)?.position ?? since,
    contactId,
    events: events.flatMap((event) => parts.view(event, 'user') ?? []),
  }
}

/** All that the desk shows of a conversation, at least as new as the position it names. */
async function snapshot(
  parts: TicketReadParts,
  db: Tx,
  actor: Actor,
  conversationId: number,
): Promise<ConversationSnapshot> {
  // The head before all else: what comes in while the rest is read has a later position and is applied on top.
  const head = await threadHead(db, conversationId)
  const conversation = await requireConversation(db, actor, conversationId)
  const [events, tickets, rows, contact, drafts] = await Promise.all([
    threadBefore(db, conversationId, head.position + 1, 'user'),
    listTickets(db, [conversationId]),
    listInboxRows(db, [conversationId]),
    findContactView(db, conversation.contactId, { isOnline: parts.around.isOnline, page: parts.around.page }),
    actor.kind === 'user' ? listDrafts(db, actor.userId, conversationId) : [],
  ])
  if (contact === null) throw new Refusal('contact_not_found')
  const draft = (visibility: 'public' | 'note') => {
    const found = drafts.find((each) => each.visibility === visibility)
    return found === undefined ? null : { text: found.text, files: found.files }
  }
  const open = conversation.closed === null
  return {
    position: head.position,
    conversation: conversationView(conversation),
    ticket: tickets[0] === undefined ? null : ticketView(tickets[0]),
    sla: slaView(rows[0]?.sla ?? null),
    contact,
    channel: parts.around.channelOf(conversation.channelId),
    mailIsOn: parts.mailIsOn,
    thread: {
      events: events.flatMap((event) => parts.view(event, 'user') ?? []),
      position: head.position,
      hasEarlier: (events[0]?.position ?? 1) > 1,
    },
    draft: { public: draft('public'), note: draft('note') },
    may: {
      reply: open && conversation.session.state !== 'ended' && may(actor, 'conversations.reply'),
      email: open && may(actor, 'conversations.reply'),
      note: open && may(actor, 'conversations.note'),
      assign: open && may(actor, 'conversations.assign'),
      solve: open && may(actor, 'conversations.reply'),
      endSession: open && conversation.session.state !== 'ended' && mayEnd(actor, conversation),
      redact: may(actor, 'conversations.redact'),
      block: may(actor, 'contacts.block'),
    },
    viewers: parts.viewers(conversationId),
  }
}

/** Refuses what is out of this actor's reach as if it were not there. */
export async function requireConversation(db: Tx, actor: Actor, conversationId: number) {
  const conversation = await findConversation(db, conversationId)
  if (conversation === null || isOwn(actor, conversation)) throw new Refusal('conversation_not_found')
  await requireReach({ tx: db, reach: reachOf }, actor, conversation)
  return conversation
}

async function threadPage(
  parts: TicketReadParts,
  db: Tx,
  conversationId: number,
  before: number | null,
  limit: number,
) {
  const [head, events] = await Promise.all([
    threadHead(db, conversationId),
    threadBefore(db, conversationId, before, 'user', limit),
  ])
  return {
    events: events.flatMap((event) => parts.view(event, 'user') ?? []),
    position: head.position,
    hasEarlier: (events[0]?.position ?? 1) > 1,
  }
}

/** A ticket's number (with or without #), else contacts by name or address. */
async function find(parts: TicketReadParts, db: Tx, actor: Actor, q: string): Promise<InboxRow[]> {
  const number = /^#?(\d{1,15})$/.exec(q)?.[1]
  const byNumber = number === undefined ? null : await findInboxByTicket(db, actor, Number(number))
  const contactIds = await searchContactIds(db, q, 20)
  const rows = contactIds.length === 0 ? [] : await listInboxOfContacts(db, actor, contactIds, 20)
  return showRows(db, parts.around, [
    ...(byNumber === null ? [] : [byNumber]),
    ...rows.filter((row) => row.conversationId !== byNumber?.conversationId),
  ])
}

/** Custom views are sorted by anything: a page is a piece from some place on. */
async function pageOfView(
  { db, views, around }: TicketReadParts,
  actor: Actor,
  now: Date,
  { view: key, cursor, limit }: { view: string; cursor?: string; limit: number },
): Promise<InboxPage> {
  const offset = cursor === undefined ? 0 : placeOf(cursor)
  const view = requireView(views, actor, key)
  const rows = await readView({ db, directory: views, around }, actor, view, { limit, offset })
  const next = offset + rows.length
  return { rows, next: rows.length < limit || next >= MOST_PLACES ? null : `o${next}`, w: now.toISOString() }
}

const MOST_PLACES = 10_000
function placeOf(cursor: string): number {
  const place = Number(/^o(\d{1,5})$/.exec(cursor)?.[1] ?? Number.NaN)
  if (!(place <= MOST_PLACES))
    throw new Refusal('invalid_input', { fields: [{ field: 'cursor', message: 'is not one of ours' }] })
  return place
}

const cursorText = (row: StoredInboxRow): string => `${sortedAt(row).getTime()}.${row.conversationId}`

function cursorOf(text: string): Cursor {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? []
  if (at === undefined || id === undefined)
    throw new Refusal('invalid_input', { fields: [{ field: 'cursor', message: 'is not one of ours' }] })
  return { sortedAt: new Date(Number(at)), conversationId: Number(id) }
}
