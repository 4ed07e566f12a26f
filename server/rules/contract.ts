import { type Static, Type } from 'typebox'
import { Condition, Conditions, type Operator } from '../platform/pure/conditions/condition.ts'
import type { FieldType } from '../platform/pure/conditions/field.ts'
import { Id, Locale } from '../platform/pure/schemas.ts'
import { Texts } from '../conversations/contract.ts'
import { Priority, TicketType } from '../tickets/contract.ts'
import { MacroMessage, refusals as macros, type Sharing } from './macros/contract.ts'
import { RuleKind } from './pure/kinds.ts'
import { refusals as recipes } from './recipes/contract.ts'
import { refusals as webhooks } from './webhooks/contract.ts'
import { refusals as savedReplies } from './saved-replies/contract.ts'

export { Condition, Conditions }
export { RuleKind }

const Text = Type.String({ minLength: 1, maxLength: 4000 })
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 20 })

const Skills = Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true })

const FieldValue = Type.Union([
  Type.String({ maxLength: 4000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 }),
  Type.Null(),
])
const Address = Type.String({ pattern: '^[^\\s@<>,;]+@[^\\s@<>,;]+\\.[^\\s@<>,;]+$', maxLength: 254 })

/** What a rule can do to a ticket, by `do`. Texts may hold placeholders: `{{ticket.id}}`, `{{contact.name}}` … */
export const Action = Type.Union([
  Type.Object({
    do: Type.Literal('set_status'),
    status: Type.Enum(['open', 'pending', 'hold', 'solved', 'closed']),
  }),
  Type.Object({ do: Type.Literal('set_priority'), priority: Priority }),
  /** `actor`: whoever made the update. Null takes it from whoever has it. */
  Type.Object({ do: Type.Literal('assign'), to: Type.Union([Id, Type.Literal('actor'), Type.Null()]) }),
  Type.Object({ do: Type.Literal('move'), groupId: Type.Union([Id, Type.Null()]) }),
  Type.Object({ do: Type.Literal('add_tags'), tags: Tags }),
  Type.Object({ do: Type.Literal('remove_tags'), tags: Tags }),
  Type.Object({ do: Type.Literal('set_tags'), tags: Tags }),
  Type.Object({ do: Type.Literal('add_note'), text: Text }),
  Type.Object({ do: Type.Literal('notify'), whom: Type.Union([Id, Type.Literal('assignee')]), text: Text }),
  Type.Object({ do: Type.Literal('notify_group'), groupId: Type.Union([Id, Type.Literal('own')]), text: Text }),
  Type.Object({ do: Type.Literal('end_session') }),
  Type.Object({ do: Type.Literal('set_own_status'), statusId: Id }),
  Type.Object({ do: Type.Literal('set_type'), type: Type.Union([TicketType, Type.Null()]) }),
  /** With placeholders; macros only. */
  Type.Object({ do: Type.Literal('set_subject'), text: Type.String({ minLength: 1, maxLength: 200 }) }),
  /** Null empties it. */
  Type.Object({ do: Type.Literal('set_field'), fieldId: Id, value: FieldValue }),
  /** The customer gets it at a verified address only. */
  Type.Object({
    do: Type.Literal('send_email'),
    to: Type.Union([Type.Literal('requester'), Type.Literal('assignee'), Address]),
    subject: Texts,
    texts: Texts,
  }),
  Type.Object({ do: Type.Literal('send_survey'), surveyId: Id }),
  Type.Object({ do: Type.Literal('call_webhook'), webhookId: Id }),
  /** What whoever gets it must (required), or should, know. */
  Type.Object({ do: Type.Literal('set_skills'), skillIds: Skills, required: Type.Boolean() }),
  Type.Object({ do: Type.Literal('add_skills'), skillIds: Skills, required: Type.Boolean() }),
  /** Out of the hands of whoever has it, into this queue; conditions do not take it out again. */
  Type.Object({ do: Type.Literal('set_queue'), queueId: Id }),
  /** `email`: after the end of its session it goes on as email work; `own`: as the settings say. */
  Type.Object({ do: Type.Literal('set_routing_channel'), to: Type.Enum(['email', 'own']) }),
  /** To the customer; messaging triggers only. */
  Type.Object({ do: Type.Literal('send_message'), texts: Texts }),
  /** To the customer whose address is not known: with a field for it; messaging triggers only. */
  Type.Object({ do: Type.Literal('request_email'), texts: Texts }),
  /** What comes after it is done then, if the session still lasts; messaging triggers only. */
  Type.Object({ do: Type.Literal('wait'), seconds: Type.Integer({ minimum: 1, maximum: 3600 }) }),
  Type.Object({ do: Type.Literal('set_style'), styleId: Id }),
  Type.Object({ do: Type.Literal('set_form'), formId: Id }),
  /** Null: those of its channel again. */
  Type.Object({ do: Type.Literal('set_schedule'), scheduleId: Type.Union([Id, Type.Null()]) }),
  Type.Object({ do: Type.Literal('set_brand'), brandId: Id }),
  Type.Object({ do: Type.Literal('set_language'), locale: Locale }),
  /** Whoever follows hears of what happens to it. `actor`: whoever made the update. */
  Type.Object({ do: Type.Literal('add_follower'), whom: Type.Union([Id, Type.Literal('actor')]) }),
  /** The customer writes no more; messaging triggers only. */
  Type.Object({ do: Type.Literal('block_contact') }),
])
export type Action = Static<typeof Action>
export type ActionName = Action['do']

/**
 * What a customer does: asks for people, or writes in a conversation that people have; and what becomes of it: it comes into a
 * queue, or goes from one to an agent.
 */
export const MessagingEvent = Type.Union([
  Type.Literal('requested'),
  Type.Literal('message_sent'),
  Type.Literal('queued'),
  Type.Literal('assigned'),
])
export type MessagingEvent = Static<typeof MessagingEvent>

export const TriggerDefinition = Type.Object({
  conditions: Conditions,
  actions: Type.Array(Action, { minItems: 1, maxItems: 20 }),
  /** Messaging triggers only, which always have one. */
  event: Type.Optional(MessagingEvent),
  /** Messaging triggers only: at most once in a conversation. */
  once: Type.Optional(Type.Boolean()),
})
export type TriggerDefinition = Static<typeof TriggerDefinition>

/** No conditions: an agent decides. At least an action or a text. */
export const MacroDefinition = Type.Object({
  actions: Type.Array(Action, { maxItems: 20 }),
  message: Type.Optional(MacroMessage),
})
export type MacroDefinition = Static<typeof MacroDefinition>

/** What texts of rules may name. */
export const placeholders = [
  'ticket.id',
  'ticket.subject',
  'ticket.status',
  'ticket.priority',
  'ticket.tags',
  'contact.name',
  'contact.email',
  'assignee.name',
  'agent.name',
  'rule.title',
  'hours.opens',
  'queue.name',
  'queue.size',
  'queue.place',
  'queue.wait_min',
  'queue.wait_max',
] as const

const Title = Type.String({ minLength: 1, maxLength: 120 })
/** `rule.save`. Without `id` it goes last in its category. `version`: the one being edited; another one's save is not overwritten. */
export const SaveRule = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  kind: RuleKind,
  title: Title,
  category: Type.String({ maxLength: 60 }),
  active: Type.Boolean(),
  definition: Type.Unknown(),
})
export const RuleRef = Type.Object({ ruleId: Id })
/** All rules of the kind, in their new order, with the category each is in. */
export const OrderRules = Type.Object({
  kind: RuleKind,
  rules: Type.Array(Type.Object({ id: Id, category: Type.String({ maxLength: 60 }) }), { maxItems: 10_000 }),
})
export const RestoreRule = Type.Object({ ruleId: Id, version: Type.Integer({ minimum: 1 }) })

/** What `GET /api/v1/rules/replanning` tells while open tickets get their next instants anew. */
export type ReplanningView = { done: number; of: number } | null

export type RuleView = {
  id: number
  kind: RuleKind
  title: string
  category: string
  position: number
  active: boolean
  definition: TriggerDefinition
  version: number
  updatedAt: string
  updatedBy: number | null
  /** Why the system switched it off. */
  failure: { at: string; reason: string } | null
  /** In the last thirty days, counted up to a little over a thousand; and when last. */
  fired: { times: number; lastAt: string | null }
}
export type RuleVersionView = {
  version: number
  title: string
  category: string
  active: boolean
  definition: TriggerDefinition
  authorId: number | null
  at: string
}
export type RuleFiringView = {
  id: number
  ticketId: number
  conversationId: number
  version: number
  at: string
  changes: Record<string, [unknown, unknown]>
  did: string[]
  failure: string | null
}

/** `GET /api/v1/macros`: all the asking person may use, the most used first. */
export type MacroView = {
  id: number
  title: string
  category: string
  active: boolean
  sharing: Sharing
  definition: MacroDefinition
  version: number
  updatedAt: string
  updatedBy: number | null
  /** In the last thirty days, by everybody; counted up to a thousand. */
  used: number
}

/** What an editor offers (`GET /api/v1/rules/fields`). */
export type FieldView = {
  name: string
  type: FieldType
  of: string | null
  options: readonly string[] | null
  operators: readonly Operator[]
  label: Readonly<Record<string, string>> | null
}

export { macroActions } from './macros/contract.ts'
export type * from './macros/contract.ts'
export { webhookEvents } from './webhooks/contract.ts'
export type * from './webhooks/contract.ts'
export { SHORTCUT_LENGTH } from './saved-replies/contract.ts'
export type * from './saved-replies/contract.ts'
/**
 * `rule.dry_run`: a definition as it is being edited; a trigger over the updates of the last days, a messaging trigger over
 * those that are its event, an automation over the open tickets as they are.
 */
export const DryRun = Type.Object({
  kind: Type.Union([Type.Literal('trigger'), Type.Literal('automation'), Type.Literal('messaging_trigger')]),
  definition: Type.Unknown(),
  /** Triggers of both kinds; 7 where nothing is said. */
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  /** The rule being edited, which is no rival of itself. */
  ruleId: Type.Optional(Id),
})
export type ConflictView = {
  /** It can never hold; it and the other undo each other; the other undoes it; the other does the same already. */
  kind: 'never' | 'loop' | 'undone' | 'shadowed'
  other: { id: number; title: string } | null
}
export type DryRunView = {
  /** Updates in those days, or tickets that are open. */
  looked: number
  /** Those that match; of an automation, tickets on which it would act at once. */
  matched: number
  tickets: number
  /** Automations: on how many tickets it would act later, by time alone. */
  coming: number
  /** So many could match that not all were looked into: there may be more. */
  isCut: boolean
  /** False: when such an event happened in the past is written down nowhere, so nothing was looked at. */
  isKept: boolean
  /** Conditions on these were left out: what they ask of the past is not known. */
  unknown: string[]
  /** The newest matches, and what would have been changed; of an automation, those on which it would act first. */
  examples: {
    updateId: number | null
    ticketId: number
    conversationId: number
    subject: string
    /** When the update was made, or when it would act. */
    at: string
    changes: Record<string, [unknown, unknown]>
  }[]
  conflicts: ConflictView[]
}

export type * from './recipes/contract.ts'

export const refusals = {
  ...macros,
  ...recipes,
  ...savedReplies,
  ...webhooks,
  rule_not_found: 404,
  rule_invalid: 422,
  rule_changed_meanwhile: 409,
  rules_changed_meanwhile: 409,
} as const
