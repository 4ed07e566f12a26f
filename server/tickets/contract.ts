import { type Static, Type } from 'typebox'
import type { ContactView } from '../contacts/contract.ts'
import { Content, type ConversationView, type ThreadPage } from '../conversations/contract.ts'
import { Id, Instant, Position, Uuid } from '../platform/pure/schemas.ts'
import { bulkRefusals } from './bulk/contract.ts'
import { hidingRefusals } from './hiding/contract.ts'
import { linkRefusals } from './links/contract.ts'
import { definitionRefusals, FieldChanges, type FieldValues } from './definitions/contract.ts'
import { refusals as search } from './search/contract.ts'
import { type CustomViewKey, refusals as views, type ViewRowFacts } from './views/contract.ts'
import { type SlaMark, slaRefusals, type SlaView } from './sla/contract.ts'

export type {
  Category,
  FieldKind,
  FieldOption,
  FieldValue,
  FieldValues,
  FormCondition,
  TicketDefinitions,
  TicketField,
  TicketForm,
  TicketStatus,
} from './definitions/contract.ts'

export type { ContactField } from './contact-fields/contract.ts'

export const Status = Type.Union([
  Type.Literal('new'),
  Type.Literal('open'),
  Type.Literal('pending'),
  Type.Literal('hold'),
  Type.Literal('solved'),
  Type.Literal('closed'),
])
export type Status = Static<typeof Status>
/** The statuses a person may choose: never back to new, never closed by hand. */
export const ChosenStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('pending'),
  Type.Literal('hold'),
  Type.Literal('solved'),
])

export const Priority = Type.Union([
  Type.Literal('low'),
  Type.Literal('normal'),
  Type.Literal('high'),
  Type.Literal('urgent'),
])
export type Priority = Static<typeof Priority>

/** Field → [before, after]. */
export type Changes = Record<string, [unknown, unknown]>
export const TicketType = Type.Union([
  Type.Literal('question'),
  Type.Literal('incident'),
  Type.Literal('problem'),
  Type.Literal('task'),
])
export type TicketType = Static<typeof TicketType>

/** What the customer said: not asked, asked and silent, content or not. */
export type Satisfaction = 'unoffered' | 'offered' | 'good' | 'bad'

export type TicketView = {
  id: number
  conversationId: number
  subject: string
  /** The category; what a ticket may do next is its matter. */
  status: Status
  /** The status of the account's own inside the category; null: the category's default. */
  statusId: number | null
  type: TicketType | null
  priority: Priority | null
  groupId: number | null
  assigneeId: number | null
  brandId: number
  tags: string[]
  dueAt: string | null
  /** Users who are told of what happens in it. */
  followers: number[]
  organizationId: number | null
  /** Null: the form of its brand. */
  formId: number | null
  /** Opening hours a rule gave it; null: those of its channel, else the default ones. */
  scheduleId: number | null
  /** Values of the account's own fields, by field id; a field without a value is not there. */
  fields: FieldValues
  /** Numbers of other tickets: see `GET /conversations/:id/links`. */
  mergedInto: number | null
  follows: number | null
  problemId: number | null
  satisfaction: Satisfaction
  satisfactionScore: number | null
  /** Until when it sleeps; it wakes as open. */
  snoozedUntil: string | null
  solvedAt: string | null
  /** When it will close by its style; null unless solved. */
  closesAt: string | null
  /** Until when Solved can be taken back (styles that close at once). */
  undoUntil: string | null
  createdAt: string
  updatedAt: string
  /** Grows by one with each update. */
  version: number
}

/** What an update may set; absent = unchanged. */
export const TicketChanges = Type.Object({
  status: Type.Optional(ChosenStatus),
  /** A status of the account's own; its category becomes the status. */
  statusId: Type.Optional(Id),
  type: Type.Optional(Type.Union([TicketType, Type.Null()])),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  priority: Type.Optional(Priority),
  groupId: Type.Optional(Type.Union([Id, Type.Null()])),
  assigneeId: Type.Optional(Type.Union([Id, Type.Null()])),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 50 })),
  dueAt: Type.Optional(Type.Union([Instant, Type.Null()])),
  followers: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  organizationId: Type.Optional(Type.Union([Id, Type.Null()])),
  formId: Type.Optional(Id),
  fields: Type.Optional(FieldChanges),
  /** The problem (a ticket's number) it is an incident of. */
  problemId: Type.Optional(Type.Union([Id, Type.Null()])),
  snoozedUntil: Type.Optional(Type.Union([Instant, Type.Null()])),
})
export type TicketChanges = Static<typeof TicketChanges>

/** `ticket.submit`: a reply or note, and changes, as ONE update. At least one of message, changes and macros. */
export const SubmitTicket = Type.Object({
  conversationId: Id,
  message: Type.Optional(
    Type.Object({
      messageId: Uuid,
      content: Content,
      visibility: Type.Union([Type.Literal('public'), Type.Literal('note')]),
      mentions: Type.Optional(Type.Array(Id, { maxItems: 20 })),
      after: Type.Optional(Uuid),
      /**
       * The reply goes to the customer's email address, also after the session's end. An address that is only claimed is
       * refused with `email_claimed { address }` until somebody has looked at it and says `claimed`.
       */
      byEmail: Type.Optional(Type.Object({ claimed: Type.Optional(Type.Literal(true)) })),
    }),
  ),
  changes: Type.Optional(TicketChanges),
  /** Macros the agent put into the composer for it: the update names them, and they count as used. */
  macroIds: Type.Optional(Type.Array(Id, { maxItems: 10 })),
  /** The agent has taken off the survey that these macros send. */
  withoutSurvey: Type.Optional(Type.Boolean()),
  /**
   * The conversation position the agent had on screen. If a message of the contact, or a public one of
   * another agent, is newer, `newer_message` is refused with
   * `{ position }` unless `anyway` is true.
   */
  seen: Type.Optional(Position),
  anyway: Type.Optional(Type.Boolean()),
})
export type SubmitTicket = Static<typeof SubmitTicket>
export type TicketSubmitted = { ticket: TicketView; message?: { messageId: string; position: number; at: string } }

/** `ticket.take`: assign to me; refused `already_assigned` when someone else holds it, unless `anyway`. */
export const TakeTicket = Type.Object({ conversationId: Id, anyway: Type.Optional(Type.Boolean()) })
/** `ticket.undo_solve`: within the undo time; the ticket is open again as it was. */
export const UndoSolve = Type.Object({ conversationId: Id })

export const ViewKey = Type.Union(
  (['unassigned', 'mine', 'open', 'pending', 'hold', 'solved', 'bot', 'all', 'closed'] as const).map((key) =>
    Type.Literal(key),
  ),
)
export type ViewKey = 'unassigned' | 'mine' | 'open' | 'pending' | 'hold' | 'solved' | 'bot' | 'all' | 'closed'

/** A standard view, or one of the account's own: `v42`. */
export type ListKey = ViewKey | CustomViewKey

/** A row of the inbox. */
export type InboxRow = {
  conversationId: number
  /** Null while a bot has it. */
  ticketId: number | null
  status: Status | 'bot'
  statusId: number | null
  subject: string
  contact: {
    id: number
    name: string | null
    photo: string | null
    email: string | null
    verified: boolean
    online: boolean
  }
  channel: { id: number; kind: string; name: string }
  brandId: number
  groupId: number | null
  assigneeId: number | null
  priority: Priority | null
  /** Last public message or note, as plain text, at most 140 characters. */
  preview: string
  previewBy: 'contact' | 'agent' | 'bot' | 'system' | 'note'
  activityAt: string
  /** Since when the customer waits for an answer; null when answered. */
  waitingSince: string | null
  /** Customer messages nobody has read. */
  unread: number
  session: 'active' | 'inactive' | 'ended'
  snoozedUntil: string | null
  locale: string
  /** In custom views only. */
  more?: ViewRowFacts
  /** The target that presses most; null where none does. */
  sla: SlaMark | null
}
export type InboxPage = { rows: InboxRow[]; next: string | null; w: string }

/** What the desk opens: everything beside the thread, at one position. */
export type ConversationSnapshot = {
  position: number
  conversation: ConversationView
  ticket: TicketView | null
  /** What it was promised, and how that stands; null: no policy applies. */
  sla: SlaView | null
  contact: ContactView
  channel: { id: number; kind: string; name: string }
  /** Whether a mail server is set up at all. */
  mailIsOn: boolean
  thread: ThreadPage
  draft: { public: { text: string; files: string[] } | null; note: { text: string; files: string[] } | null }
  /** What this user may do here, so that the screen shows it. */
  may: {
    reply: boolean
    /** By email, also after the session's end. */
    email: boolean
    note: boolean
    assign: boolean
    solve: boolean
    endSession: boolean
    redact: boolean
    block: boolean
  }
  viewers: { id: number; name: string; composing: boolean }[]
}

export type EarlierConversation = {
  id: number
  ticketId: number | null
  subject: string
  status: Status | 'bot'
  channelKind: string
  startedAt: string
}

export type * from './bulk/contract.ts'
export type * from './links/contract.ts'
export type * from './hiding/contract.ts'
export type * from './history/contract.ts'
export type * from './search/contract.ts'
export type * from './views/contract.ts'
export type * from './sla/contract.ts'

/** `transcript.send`: what was said, to the contact's verified address; the customer may ask once it is over. */
export const SendTranscript = Type.Object({ conversationId: Id })

export const refusals = {
  ...search,
  ...views,
  ticket_not_found: 404,
  ticket_closed: 409,
  status_not_allowed: 409,
  solve_needs_assignee: 409,
  assignee_not_allowed: 422,
  group_not_found: 422,
  already_assigned: 409,
  newer_message: 409,
  undo_too_late: 409,
  nothing_to_submit: 422,
  email_unknown: 409,
  email_claimed: 409,
  transcript_unverified: 409,
  transcript_too_early: 409,
  snooze_in_past: 422,
  follower_not_allowed: 422,
  field_value_invalid: 422,
  fields_missing: 409,
  ...definitionRefusals,
  ...slaRefusals,
  ...bulkRefusals,
  ...hidingRefusals,
  ...linkRefusals,
} as const

/** Kept in the inbox row, by the routing slice. */
export { families, type Family, type Routing, type WantedSkill } from './pure/routing.ts'
