import { Refusal } from '../platform/pure/refusal.ts'
import type { Silence } from './silence.ts'
import type { ConversationView, Endings, SessionEndReason, Style } from './contract.ts'

export type Session =
  | { state: 'active' }
  | { state: 'inactive' }
  | { state: 'ended'; reason: SessionEndReason; at: Date }

export type Conversation = {
  id: number
  contactId: number
  brandId: number
  channelId: number
  locale: string
  control: 'bot' | 'people' | 'none'
  controlEpoch: number
  style: Style
  endings: Endings
  session: Session
  /** Closed is final. */
  closed: { at: Date; outcome: Outcome } | null
  /** Public positions. */
  contactDelivered: number
  contactRead: number
  peopleRead: number
  contactUnread: number
  /** Null: the customer owes no answer. */
  silence: Silence | null
  startedAt: Date
  /** Spam, or deleted: it is there for its contact alone, who goes on elsewhere. */
  hidden: boolean
}
export type Outcome = 'solved' | 'contained' | 'abandoned' | 'merged'

/** Whether a message of this author may still be written here [CV2]. */
export function requireWritable(conversation: Conversation, visibility: 'public' | 'note', isByMail = false): void {
  if (conversation.closed !== null) throw new Refusal('conversation_closed')
  // As after an end he was not told of: his next message starts anew [CV6].
  if (conversation.hidden) throw new Refusal('session_ended', { reason: 'agent' })
  // Notes stay possible after the end of the session [S1.28]; the messaging channel does not [S1.12]; a mail reaches the customer elsewhere [S1.26].
  if (visibility === 'public' && !isByMail && conversation.session.state === 'ended')
    throw new Refusal('session_ended', { reason: conversation.session.reason })
}

/** Ends the session; the rest of the conversation stays as it is [S1.21, S1.29]. */
export function end(conversation: Conversation, { reason, at }: { reason: SessionEndReason; at: Date }): Conversation {
  if (conversation.closed !== null) throw new Refusal('conversation_closed')
  if (conversation.session.state === 'ended')
    throw new Refusal('session_ended', { reason: conversation.session.reason })
  return { ...conversation, session: { state: 'ended', reason, at }, silence: null }
}

/** Closes for good; a running session ends with reason `rule`. */
export function close(conversation: Conversation, { at, outcome }: { at: Date; outcome: Outcome }): Conversation {
  if (conversation.closed !== null) throw new Refusal('conversation_closed')
  const session: Session =
    conversation.session.state === 'ended' ? conversation.session : { state: 'ended', reason: 'rule', at }
  return { ...conversation, session, closed: { at, outcome }, silence: null }
}

/** A customer's message wakes a session that had gone quiet, and stops its clock. */
export function wake(conversation: Conversation): Conversation {
  const { session, silence } = conversation
  if (session.state !== 'inactive' && silence === null) return conversation
  return { ...conversation, session: session.state === 'inactive' ? { state: 'active' } : session, silence: null }
}

/** Marks only ever move forward. `unread` messages come after what the contact has read. */
export function mark(
  conversation: Conversation,
  by: 'contact' | 'people',
  {
    delivered = 0,
    read = 0,
    unread = 0,
  }: { delivered?: number | undefined; read?: number | undefined; unread?: number | undefined },
): Conversation {
  if (by === 'people') return { ...conversation, peopleRead: Math.max(conversation.peopleRead, read) }
  return {
    ...conversation,
    contactDelivered: Math.max(conversation.contactDelivered, delivered, read),
    contactRead: Math.max(conversation.contactRead, read),
    contactUnread: read > conversation.contactRead ? unread : conversation.contactUnread,
  }
}

export function conversationView(conversation: Conversation): ConversationView {
  const { session, closed } = conversation
  return {
    id: conversation.id,
    contactId: conversation.contactId,
    brandId: conversation.brandId,
    channelId: conversation.channelId,
    locale: conversation.locale,
    state: closed === null ? 'open' : 'closed',
    control: conversation.control,
    style: conversation.style,
    session: {
      state: session.state,
      endReason: session.state === 'ended' ? session.reason : null,
      endedAt: session.state === 'ended' ? session.at.toISOString() : null,
    },
    startedAt: conversation.startedAt.toISOString(),
    closedAt: closed?.at.toISOString() ?? null,
    contactDelivered: conversation.contactDelivered,
    contactRead: conversation.contactRead,
    peopleRead: conversation.peopleRead,
  }
}

export const streamOf = (conversationId: number): string => `conversation:${conversationId}`

/** Whether a customer's next message goes on here. */
export const isLive = (conversation: Conversation): boolean =>
  conversation.closed === null && conversation.session.state !== 'ended'
