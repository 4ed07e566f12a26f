import { type Static, Type } from 'typebox'
import type { EventView } from '../platform/protocol.ts'
import { Id, Position, Uuid } from '../platform/pure/schemas.ts'

/** Texts written for customers: by locale; `en` and `fr` are offered everywhere, the channel's default locale must be there. */
export const Texts = Type.Record(Type.String({ maxLength: 12 }), Type.String({ maxLength: 4000 }))
export type Texts = Static<typeof Texts>

export const StyleKind = Type.Union([
  Type.Literal('live_chat'),
  Type.Literal('live_chat_returning'),
  Type.Literal('social_messaging'),
  Type.Literal('custom'),
])
export type StyleKind = Static<typeof StyleKind>

/** A status a ticket may take by itself while the customer is silent; null leaves it. */
export const QuietStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('hold'),
  Type.Literal('solved'),
  Type.Null(),
])
/** Minutes of silence. The first step makes the session inactive. */
export const quietStep = {
  afterMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  status: QuietStatus,
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 10 }),
}
/** What happens while the customer leaves an agent's words unanswered; texts in the conversation's language, empty for none. */
export const Inactivity = Type.Object({
  steps: Type.Array(Type.Object({ ...quietStep, text: Type.String({ maxLength: 1000 }) }), {
    minItems: 1,
    maxItems: 3,
  }),
  /** Minutes from the last step to the end of the session, 0 at once; null: it does not end. */
  endAfterMinutes: Type.Union([Type.Integer({ minimum: 0, maximum: 1440 }), Type.Null()]),
})
export type Inactivity = Static<typeof Inactivity>

/** How a conversation ends and resumes, copied into the conversation when it starts. */
export const Style = Type.Object({
  id: Id,
  kind: StyleKind,
  name: Type.String({ minLength: 1, maxLength: 80 }),
  /** Seconds from Solved to Closed; 0 closes at once (after the undo time). At most 28 days. */
  closeAfterSeconds: Type.Integer({ minimum: 0, maximum: 28 * 86_400 }),
  /** Seconds in which the agent can take Solved back before an immediate closing. */
  undoSeconds: Type.Integer({ minimum: 0, maximum: 60 }),
  inactivity: Type.Optional(Inactivity),
  /** Solved ends the session; where it closes at once, the closing does. */
  endOnSolve: Type.Optional(Type.Boolean()),
})
export type Style = Static<typeof Style>

/** Who may end the session, and whether the customer is told of an agent's end; copied from the channel at the start. */
export type Endings = { agents: boolean; customer: boolean; tell: boolean }

/** One file of a message, as everybody who may see the message sees it. The bytes come by a 5-minute link. */
export const FileView = Type.Object({
  id: Uuid,
  name: Type.String(),
  size: Type.Integer(),
  type: Type.String(),
  width: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer()),
  /** True when a smaller picture can be asked for. */
  thumbnail: Type.Optional(Type.Boolean()),
})
export type FileView = Static<typeof FileView>

export const QuickReply = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 80 }),
  value: Type.Optional(Type.String({ maxLength: 200 })),
})

/** What a message says. Text is the safe Markdown subset (bold, italic, code, lists, quotes, links), shown as text otherwise. */
export const Content = Type.Object({
  text: Type.String({ maxLength: 10_000 }),
  files: Type.Optional(Type.Array(Uuid, { maxItems: 10 })),
  quickReplies: Type.Optional(Type.Array(QuickReply, { maxItems: 10 })),
})
export type Content = Static<typeof Content>

export type Visibility = 'public' | 'note'

/** A message that also goes by mail: to which address, and what became of it. Only the desk is told. */
export type Mailed = { to: string; state: 'waiting' | 'sent' | 'failed'; problem: string | null }

export type MessageView = {
  id: string
  visibility: Visibility
  text: string
  files?: FileView[]
  quickReplies?: { label: string; value?: string }[]
  /** What the customer may answer by a form below it. */
  asks?: 'email'
  /** Users named in a note. */
  mentions?: number[]
  redacted?: boolean
  email?: Mailed
}

export const SendMessage = Type.Object({
  conversationId: Id,
  /** Client-made UUIDv7: a retry key. */
  messageId: Uuid,
  content: Content,
  visibility: Type.Optional(Type.Union([Type.Literal('public'), Type.Literal('note')])),
  mentions: Type.Optional(Type.Array(Id, { maxItems: 20 })),
  /** The sender's last message not acknowledged yet: it must be stored first. */
  after: Type.Optional(Uuid),
})
export type SendMessage = Static<typeof SendMessage>
export type MessageSent = { messageId: string; conversationId: number; position: number; at: string }

export const EndSession = Type.Object({ conversationId: Id })
export const MarkConversation = Type.Object({
  conversationId: Id,
  /** The reader's own positions: everything up to here has arrived / has been read. */
  delivered: Type.Optional(Position),
  read: Type.Optional(Position),
})
export const RedactMessage = Type.Object({ conversationId: Id, messageId: Uuid })
export const SaveDraft = Type.Object({
  conversationId: Id,
  visibility: Type.Union([Type.Literal('public'), Type.Literal('note')]),
  text: Type.String({ maxLength: 10_000 }),
  files: Type.Optional(Type.Array(Uuid, { maxItems: 10 })),
})

export type SessionState = 'active' | 'inactive' | 'ended'
export type SessionEndReason = 'agent' | 'end_user' | 'rule' | 'inactivity'

/** A conversation's own state, the part both kinds of readers share. */
export type ConversationView = {
  id: number
  contactId: number
  brandId: number
  channelId: number
  locale: string
  state: 'open' | 'closed'
  control: 'bot' | 'people' | 'none'
  style: Style
  session: { state: SessionState; endReason: SessionEndReason | null; endedAt: string | null }
  startedAt: string
  closedAt: string | null
  /** Positions up to which the other side has received / read, in the reader's own counting. */
  contactDelivered: number
  contactRead: number
  peopleRead: number
}

/** A thread is a page of the conversation's events, newest last; messages are `message.sent` events with their content. */
export type ThreadPage = {
  events: EventView[]
  position: number
  hasEarlier: boolean
}

/**
 * Events of a conversation's topic and the `data` of each. (V) = a visitor hears it too, possibly with less in it.
 *   conversation.started  (V) { channelId, styleKind, locale, page? }
 *   control.changed           { from, to, epoch }
 *   handed_over               { groupId }
 *   message.sent          (V) { message: MessageView }        by = its author
 *   message.redacted      (V) { messageId }
 *   message.mailed            { messageId, state, problem }     what became of a message that goes by mail
 *   conversation.marked   (V) { by: 'contact'|'people', delivered?, read? }   positions in the reader's own counting
 *   session.ended         (V when the customer ended it, or told) { reason }
 *   session.active, session.inactive  {}
 *   conversation.closed   (V) { outcome }
 *   conversation.styled       { style }                        a rule or somebody of the team gave it another style
 *   conversation.localized    { locale, style }                a rule gave it another language
 *   agent.joined          (V) { agent: { id, name, photo } }  visitors only: the view of ticket.updated with a new assignee
 *   ticket.created            { ticket: TicketView }
 *   ticket.updated            { ticket: TicketView (state after), changes: { field: [before, after] }, messageId?, rule? }
 *   contact.updated           { contact }                      a change of the contact, told in its conversations
 */
export type ConversationEventType =
  | 'conversation.started'
  | 'control.changed'
  | 'handed_over'
  | 'message.sent'
  | 'message.redacted'
  | 'message.mailed'
  | 'conversation.marked'
  | 'session.ended'
  | 'session.active'
  | 'session.inactive'
  | 'conversation.closed'
  | 'conversation.styled'
  | 'conversation.localized'

/** Refusal codes of this slice, with the HTTP status of each. */
export const refusals = {
  conversation_not_found: 404,
  conversation_closed: 409,
  session_ended: 409,
  control_epoch_stale: 409,
  message_id_taken: 409,
  message_empty: 422,
  message_out_of_order: 409,
  message_not_found: 404,
  message_already_redacted: 409,
  file_not_found: 404,
  file_too_large: 413,
  file_type_refused: 415,
  contact_blocked: 403,
} as const
