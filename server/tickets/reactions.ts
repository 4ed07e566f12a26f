import { findMoved, movesIn } from '../contacts/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Reaction, Warmer } from '../platform/commands/reaction.ts'
import { type Actor, system } from '../platform/pure/actor.ts'
import type { MessageView, SessionEndReason } from '../conversations/contract.ts'
import { countUnreadBy, redactedWords } from '../conversations/index.ts'
import type { NewEvent } from '../platform/events/event-type.ts'
import { previewOf, type StoredInboxRow, subjectOf, withMessage, withTicket } from './inbox-row.ts'
import { defaultStatus } from './definitions/index.ts'
import { customerWrote } from './model.ts'
import { followUpOf } from './links/carry-over.ts'
import { formOf } from './pure/form-fields.ts'
import { endWhenSolved } from './end-when-solved.ts'
import { purgeWithConversation } from './purge-tickets.ts'
import { tellFollowers } from './tell-followers.ts'
import { emptySubject } from './queries-purge.ts'
import { insertTicket } from './queries.ts'
import { reactions as search } from './search/reactions.ts'
import { followContacts } from './queries-merges.ts'
import {
  definitionsOf,
  loadWork,
  putFact,
  putNewTicket,
  putQuietly,
  putRow,
  putUpdate,
  rowOf,
  ticketOf,
  workOf,
} from './work.ts'

const conversationIdOf = (event: NewEvent): number => Number(event.stream.slice('conversation:'.length))
const idsOf = (events: NewEvent[]): number[] => events.map(conversationIdOf)

/** The inbox row of a conversation that starts. */
const listStarted: Reaction = {
  on: 'conversation.started',
  name: 'tickets: list the conversation',
  async react(ctx, events) {
    await loadWork(ctx, idsOf(events))
    for (const event of events) {
      const { channelId, brandId, locale, styleKind } = event.data as {
        channelId: number
        brandId: number
        locale: string
        styleKind: string
      }
      const row: StoredInboxRow = {
        conversationId: conversationIdOf(event),
        ticketId: null,
        contactId: event.contactId ?? 0,
        channelId,
        brandId,
        status: 'bot',
        statusId: null,
        groupId: null,
        assigneeId: null,
        priority: null,
        subject: '',
        preview: '',
        previewBy: 'system',
        activityAt: ctx.now,
        waitingSince: null,
        unread: 0,
        session: 'active',
        snoozedUntil: null,
        locale,
        sessionEndReason: null,
        styleKind,
        customerAt: null,
        agentAt: null,
        replies: 0,
        sla: null,
        routing: null,
      }
      putRow(ctx, row)
    }
  },
}

/** A conversation handed over to people becomes a ticket [S0.8, S1.9, S1.10]. */
const makeTicket: Reaction = {
  on: 'handed_over',
  name: 'tickets: make the ticket',
  async react(ctx, events) {
    await loadWork(ctx, idsOf(events))
    for (const event of events) {
      const conversationId = conversationIdOf(event)
      const row = rowOf(ctx, conversationId)
      if (row === null || ticketOf(ctx, conversationId) !== null) continue
      const { groupId } = event.data as { groupId: number | null }
      const definitions = definitionsOf(ctx)
      const ticket = await insertTicket(ctx.tx, {
        conversationId,
        contactId: row.contactId,
        brandId: row.brandId,
        subject: row.subject || subjectOf(firstText(ctx, event.stream)),
        groupId,
        statusId: defaultStatus(definitions, 'new'),
        formId: formOf(definitions, { formId: null, brandId: row.brandId })?.id ?? null,
        at: ctx.now,
      })
      const followUp = followUpOf(ctx, ticket)
      putRow(ctx, withTicket(row, followUp ?? ticket))
      if (followUp !== null) workOf(ctx).changedTickets.add(conversationId)
      putNewTicket(ctx, followUp ?? ticket, event.by, {
        stream: event.stream,
        actor: system,
        messageId: firstMessage(ctx, event.stream)?.id ?? null,
      })
    }
  },
}

const firstMessage = (ctx: Context, stream: string): MessageView | undefined =>
  ctx.events.find((event) => event.stream === stream && event.type === 'message.sent')?.extra as MessageView | undefined

function firstText(ctx: Context, stream: string): string {
  const message = firstMessage(ctx, stream)
  return message?.text || message?.files?.[0]?.name || ''
}

/** A message changes the row; a customer's also brings a waiting or solved ticket back [S0.22, S0.37]. */
const takeMessage: Reaction = {
  on: 'message.sent',
  name: 'tickets: take the message',
  async react(ctx, events) {
    await loadWork(ctx, idsOf(events))
    for (const event of events) {
      const conversationId = conversationIdOf(event)
      const message = event.extra as MessageView
      const author =
        event.by.kind === 'contact' || event.by.kind === 'agent' || event.by.kind === 'bot' ? event.by.kind : 'system'
      const row = rowOf(ctx, conversationId)
      if (row !== null) {
        const next = withMessage(row, author, message, ctx.now)
        putRow(
          ctx,
          row.ticketId === null && row.subject === '' && message.visibility === 'public'
            ? { ...next, subject: subjectOf(message.text) }
            : next,
        )
      }
      const ticket = ticketOf(ctx, conversationId)
      // An agent's message belongs to the update it was submitted with.
      if (ticket === null || author !== 'contact' || ticket.status === 'closed') continue
      putUpdate(ctx, actorOf(event), ticket, customerWrote(ticket), message.id)
    }
  },
}

/** How the session stands is shown in the list, and is an update: rules read it, and why it ended [S1.15, S1.18]. */
const showSession = (
  on: 'session.ended' | 'session.active' | 'session.inactive',
  session: StoredInboxRow['session'],
): Reaction => ({
  on,
  name: `tickets: show the session as ${session}`,
  async react(ctx, events) {
    await loadWork(ctx, idsOf(events))
    for (const event of events) {
      const conversationId = conversationIdOf(event)
      const row = rowOf(ctx, conversationId)
      if (row === null) continue
      const sessionEndReason = session === 'ended' ? (event.data.reason as SessionEndReason) : null
      putRow(ctx, { ...row, session, sessionEndReason })
      putFact(ctx, conversationId, event.by, {
        session: [row.session, session],
        ...(sessionEndReason === null ? {} : { sessionEndReason: [row.sessionEndReason, sessionEndReason] }),
      })
    }
  },
})

/** What people have read is unread no more; a message that came in meanwhile still is. */
const countUnread: Reaction = {
  on: 'conversation.marked',
  name: 'tickets: read by people',
  async react(ctx, events) {
    const read = events.filter(({ data }) => data.by === 'people' && data.read !== undefined)
    if (read.length === 0) return
    const marks = read.map((event) => ({ conversationId: conversationIdOf(event), read: Number(event.data.read) }))
    const [unread] = await Promise.all([countUnreadBy(ctx.tx, 'people', marks), loadWork(ctx, idsOf(read))])
    marks.forEach(({ conversationId }, index) => {
      const row = rowOf(ctx, conversationId)
      const left = Math.min(row?.unread ?? 0, unread[index] ?? 0)
      if (row !== null && row.unread !== left) putRow(ctx, { ...row, unread: left })
    })
  },
}

/** What was redacted is shown nowhere: the row and the subject may hold its words. */
const forgetRedacted: Reaction = {
  on: 'message.redacted',
  name: 'tickets: forget redacted words',
  async react(ctx, events) {
    await loadWork(ctx, idsOf(events))
    for (const event of events) {
      const conversationId = conversationIdOf(event)
      const words = redactedWords(ctx, String(event.data.messageId))
      const row = rowOf(ctx, conversationId)
      if (row === null || words === null) continue
      if (row.preview === previewOf(words)) putRow(ctx, { ...row, preview: '', previewBy: 'system' })
      const subject = subjectOf(words.text || (words.files?.[0]?.name ?? ''))
      if (subject === '') continue
      await emptySubject(ctx.tx, conversationId, subject)
      forgetSubject(ctx, event, subject)
    }
  },
}

function forgetSubject(ctx: Context, event: NewEvent, subject: string): void {
  const conversationId = conversationIdOf(event)
  const row = rowOf(ctx, conversationId)
  if (row?.subject === subject) putRow(ctx, { ...row, subject: '' })
  const ticket = ticketOf(ctx, conversationId)
  if (ticket?.subject === subject) putQuietly(ctx, { ...ticket, subject: '' })
}

/** After the conversations have gone with their contact, or come back. */
const followContact = (on: 'contact.merged' | 'contact.split'): Reaction => ({
  on,
  name: 'tickets: go where their conversation went',
  async react(ctx, events) {
    for (const { mergeId } of movesIn(events))
      await followContacts(ctx.tx, await findMoved(ctx.tx, mergeId, 'conversations'))
  },
})

const actorOf = (event: NewEvent): Actor =>
  event.by.kind === 'contact'
    ? { kind: 'visitor', visitorId: 0, contactId: event.by.id ?? 0, channelId: 0, signedIn: false, blocked: false }
    : system

export const reactions: Reaction[] = [
  listStarted,
  takeMessage,
  tellFollowers,
  makeTicket,
  endWhenSolved,
  showSession('session.ended', 'ended'),
  showSession('session.active', 'active'),
  showSession('session.inactive', 'inactive'),
  countUnread,
  forgetRedacted,
  followContact('contact.merged'),
  followContact('contact.split'),
  purgeWithConversation,
  ...search,
]

/** Reads tickets and rows in the same breath as the conversations of a shared commit. */
export const warmers: Readonly<Record<string, Warmer>> = {
  'message.send': (ctx, inputs) =>
    loadWork(
      ctx,
      (inputs as { conversationId: number }[]).map((input) => input.conversationId),
    ),
}
