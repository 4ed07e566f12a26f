// reason: all words of the slice, as both sides read them
import { type Static, type TSchema, Type } from 'typebox'
import { Conditions, type Operator } from '../platform/pure/conditions/condition.ts'
import type { FieldType } from '../platform/pure/conditions/field.ts'
import { Id, Uuid } from '../platform/pure/schemas.ts'
import type { Family } from '../tickets/contract.ts'
import { simulationRefusals } from './simulation/contract.ts'

export type * from './simulation/contract.ts'

export { families, type Family, type WantedSkill } from '../tickets/contract.ts'

const byFamily = <Kind extends TSchema>(kind: Kind) => Type.Object({ email: kind, messaging: kind, call: kind })
const Seconds = (maximum: number) => Type.Integer({ minimum: 0, maximum })
const Names = Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), Type.String({ minLength: 1, maxLength: 60 }))
const Name = Type.String({ minLength: 1, maxLength: 60 })
const Ids = Type.Array(Id, { maxItems: 500, uniqueItems: true })

/** Why an agent got it: by the most room left, by the smallest share of his limit in use, or by the longest wait for work. */
export const methods = ['spare', 'percent', 'round_robin'] as const
export type Method = (typeof methods)[number]

/** `routing.save_settings`: the whole of it. `GET /api/v1/routing/settings`. */
export const RoutingSettings = Type.Object({
  /** Off, nothing is given to anybody by itself, and loads are not counted. */
  enabled: Type.Boolean(),
  method: Type.Union([Type.Literal('spare'), Type.Literal('percent'), Type.Literal('round_robin')]),
  /** The order of work without a queue of its own. */
  orderedBy: Type.Union([Type.Literal('priority'), Type.Literal('sla')]),
  /** Work is given without being asked about. */
  autoAccept: byFamily(Type.Boolean()),
  /** How long an offer stands; 0: until it is answered. */
  offerSeconds: byFamily(Seconds(3_600)),
  /** How long whoever said no is not asked about the same again. */
  refusedSeconds: Seconds(86_400),
  /** After so many offers missed in a row, away; 0: never. */
  missedOffers: Type.Integer({ minimum: 0, maximum: 20 }),
  /** Conversations whose customer has gone quiet count too. */
  countInactive: Type.Boolean(),
  /** Work of one live family at a time only (messaging or call). */
  focus: Type.Boolean(),
  /** Whoever had the customer's last ticket is asked first, for so long; 0: not. */
  lastAgentSeconds: Seconds(86_400),
  /** How long skills that are not required are looked for. */
  skillSeconds: byFamily(Seconds(604_800)),
  /** A time to write up what has been ended. */
  wrapUpSeconds: byFamily(Seconds(3_600)),
  /** Without a touch for so many minutes an agent goes to `idleStatus`; 0: never. */
  idleMinutes: Type.Integer({ minimum: 0, maximum: 1_440 }),
  idleStatus: Type.Union([Type.Literal('away'), Type.Literal('offline')]),
  /** Work that comes back while its agent is not there is given to another. */
  rerouteReopened: byFamily(Type.Boolean()),
  /** What an agent who has gone offline holds is given to others after so many seconds; null: it stays his. */
  rerouteOfflineSeconds: Type.Union([Seconds(86_400), Type.Null()]),
  /** An ended session goes on as email work of whoever ended it. */
  endedAsEmail: Type.Boolean(),
})
export type RoutingSettings = Static<typeof RoutingSettings>

export const defaultSettings: RoutingSettings = {
  enabled: false,
  method: 'spare',
  orderedBy: 'priority',
  autoAccept: { email: true, messaging: false, call: false },
  offerSeconds: { email: 0, messaging: 30, call: 30 },
  refusedSeconds: 60,
  missedOffers: 3,
  countInactive: false,
  focus: false,
  lastAgentSeconds: 60,
  skillSeconds: { email: 3_600, messaging: 30, call: 30 },
  wrapUpSeconds: { email: 0, messaging: 0, call: 30 },
  idleMinutes: 0,
  idleStatus: 'away',
  rerouteReopened: { email: false, messaging: true, call: false },
  rerouteOfflineSeconds: null,
  endedAsEmail: false,
}

/** What work a status lets in. `transfer_only`: only what is handed to the agent himself. */
export const levels = ['online', 'away', 'transfer_only', 'offline'] as const
export type Level = (typeof levels)[number]
const LevelSchema = Type.Union([
  Type.Literal('online'),
  Type.Literal('away'),
  Type.Literal('transfer_only'),
  Type.Literal('offline'),
])

/** `agent_status.save`. The four with a key are always there; they are neither changed nor deleted. */
export const SaveStatus = Type.Object({
  id: Type.Optional(Id),
  names: Names,
  email: LevelSchema,
  messaging: LevelSchema,
  call: LevelSchema,
  isBreak: Type.Boolean(),
})
export type SaveStatus = Static<typeof SaveStatus>
export const StatusRef = Type.Object({ statusId: Id })
/** `agent_status.choose`, for oneself; `agent_status.force`, for somebody else. */
export const ChooseStatus = Type.Object({ statusId: Id })
export const ForceStatus = Type.Object({ userId: Id, statusId: Id })
/** `wrap_up.end`, for oneself. */
export const EndWrapUp = Type.Object({})
/** Why somebody's status is what it is. */
export type Cause = 'chosen' | 'forced' | 'lost' | 'idle' | 'missed' | 'signed_in' | 'signed_out'
export type AgentStatusView = {
  id: number
  key: Level | null
  names: Record<string, string>
  email: Level
  messaging: Level
  call: Level
  isBreak: boolean
}

/** `capacity_rule.save`: at most so much at once. The default one has no name and goes for whoever has no other. */
export const SaveCapacityRule = Type.Object({
  id: Type.Optional(Id),
  name: Name,
  email: Type.Integer({ minimum: 0, maximum: 500 }),
  messaging: Type.Integer({ minimum: 0, maximum: 500 }),
  call: Type.Integer({ minimum: 0, maximum: 1 }),
  userIds: Ids,
})
export type SaveCapacityRule = Static<typeof SaveCapacityRule>
export const CapacityRuleRef = Type.Object({ ruleId: Id })
export type CapacityRuleView = {
  id: number
  name: string
  isDefault: boolean
  email: number
  messaging: number
  call: number
  userIds: number[]
}

/** `skill.save`, with who has it. */
export const SaveSkill = Type.Object({
  id: Type.Optional(Id),
  name: Name,
  agents: Type.Array(Type.Object({ userId: Id, isPriority: Type.Boolean() }), { maxItems: 2_000 }),
})
export type SaveSkill = Static<typeof SaveSkill>
export const SkillRef = Type.Object({ skillId: Id })
/** `routing.save_agent`: what one agent is, in skills and capacity. Null: he goes by the default rule. */
export const SaveAgent = Type.Object({
  userId: Id,
  skills: Type.Array(Type.Object({ skillId: Id, isPriority: Type.Boolean() }), { maxItems: 500 }),
  capacityRuleId: Type.Union([Id, Type.Null()]),
})
export type SaveAgent = Static<typeof SaveAgent>
export type SkillView = { id: number; name: string; agents: { userId: number; isPriority: boolean }[] }

/** `queue.save`. Without `id` it goes last; `version`: the one being edited. */
export const SaveQueue = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  name: Name,
  active: Type.Boolean(),
  conditions: Conditions,
  /** Groups asked first; several entries split the queue by percent, which sum to 100. */
  shares: Type.Array(
    Type.Object({
      percent: Type.Integer({ minimum: 1, maximum: 100 }),
      groupIds: Type.Array(Id, { minItems: 1, maxItems: 50 }),
    }),
    { minItems: 1, maxItems: 5 },
  ),
  secondaryGroupIds: Type.Array(Id, { maxItems: 50 }),
  orderedBy: Type.Union([Type.Literal('priority'), Type.Literal('sla')]),
  overflowSeconds: Type.Union([Type.Integer({ minimum: 1, maximum: 604_800 }), Type.Null()]),
  overflowQueueId: Type.Union([Id, Type.Null()]),
  targetPercent: Type.Integer({ minimum: 1, maximum: 100 }),
  targetSeconds: Type.Integer({ minimum: 1, maximum: 604_800 }),
})
export type SaveQueue = Static<typeof SaveQueue>
export const QueueRef = Type.Object({ queueId: Id })
export const SortQueues = Type.Object({ ids: Type.Array(Id, { maxItems: 1_000 }) })
export type QueueView = Required<Omit<SaveQueue, 'id' | 'version'>> & {
  id: number
  version: number
  updatedAt: string
  updatedBy: number | null
}

/** `GET /api/v1/queues/fields`: what conditions of a queue may ask. */
export type QueueFieldView = {
  name: string
  type: FieldType
  of: string | null
  options: readonly string[] | null
  operators: readonly Operator[]
  label: Readonly<Record<string, string>> | null
}

/** `offer.accept`, `offer.decline`: of the offer that was seen, not of a later one. */
export const OfferRef = Type.Object({ conversationId: Id, offerId: Id })

/** `ticket.queue`: back into a queue, of which conditions do not take it out; the note is for whoever gets it. */
export const QueueTicket = Type.Object({
  conversationId: Id,
  queueId: Id,
  note: Type.Optional(Type.Object({ messageId: Uuid, text: Type.String({ minLength: 1, maxLength: 5_000 }) })),
})
/** `ticket.set_skills` */
export const SetSkills = Type.Object({
  conversationId: Id,
  skills: Type.Array(Type.Object({ id: Id, required: Type.Boolean() }), { maxItems: 20 }),
})

/** Why somebody cannot take it now, in the order in which it is asked. */
export const exclusions = [
  'group',
  'brand',
  'skills',
  'offline',
  'away',
  'transfer_only',
  'wrap_up',
  'full',
  'focus',
  'refused',
] as const
export type Exclusion = (typeof exclusions)[number]

/** Why the agent was chosen. `last`, `handed`: he was to be asked first. */
export type Reason = 'last' | 'handed' | 'priority_skill' | Method | 'longest_idle' | 'only_one'
/** A decision, as it can be told in words. */
export type Why = {
  reason: Reason
  /** How many could have taken it. */
  candidates: number
  /** Who could not, by the first reason: how many. */
  excluded: Partial<Record<Exclusion, number>>
  /** What the winner had by the method: room left, percent in use, or seconds without new work (null: never had any). */
  measure: number | null
  /** The winner's load and limit at that moment. */
  load: number
  limit: number
  /** Skills that were not looked for any more. */
  skillsDropped: number[]
  secondary: boolean
}

/** What somebody is doing, and how much he holds: `GET /api/v1/me/work`, and the frame `work`. */
export type WorkView = {
  userId: number
  /** As of this instant. */
  at: string
  statusId: number
  since: string
  cause: Cause
  forcedBy: number | null
  /** Offers missed in a row, while that is why. */
  missed: number
  /** Some desk of his is heard of. */
  isHere: boolean
  /** Work is given by the router at all. */
  isRouted: boolean
  load: Record<Family, number>
  limit: Record<Family, number>
  /** Until when he writes up, by family. */
  wrapUp: Partial<Record<Family, string>>
}

/** What a supervisor sees of one queue, or of the work of one group that is in none (`queueId` null; both null: in no group). */
export type LaneView = {
  queueId: number | null
  groupId: number | null
  waiting: number
  offered: number
  /** Since when the one that waits longest has been in it. */
  longestSince: string | null
  /** How long whoever comes now will wait, as far as it can be said. */
  expected: { lowMs: number; highMs: number } | null
  /** Of what was taken within the last hour, or waits beyond it already: how much was within the target. */
  level: { within: number; of: number; targetPercent: number; targetSeconds: number }
}
/** The answer to a `watch` of `supervision`; then frames `board` tell what has changed. */
export type Supervision = { agents: WorkView[]; lanes: LaneView[] }
/** `GET /api/v1/routing/channels`: of the last days, by channel. */
export type ChannelLevel = {
  channelId: number
  name: string
  /** By agents, out of a queue. */
  taken: number
  /** In the time its queue promises. */
  within: number
  p50Ms: number
  p90Ms: number
  /** How many conversations of the channel agents held at the same time, at most. */
  mostAtOnce: number
}
/** `GET /api/v1/routing/agents/:id/work`: what an agent is offered and what open work is his, the latest first. */
export type HeldView = {
  conversationId: number
  subject: string
  contact: string
  family: Family
  groupId: number | null
  state: 'held' | 'offered'
  status: string
  session: 'active' | 'inactive' | 'ended'
  waitingSince: string | null
}

/** Names of what agents choose from: `GET /api/v1/routing/names`. */
export type RoutingNames = {
  enabled: boolean
  queues: { id: number; name: string; active: boolean }[]
  skills: { id: number; name: string }[]
}

/** Where a conversation stands and, while it waits, what would become of it now: `GET /api/v1/conversations/:id/routing`. */
export type RoutingStand = {
  enabled: boolean
  routing: RoutingView | null
  /** Asked before others, and until when. */
  prefer: { userId: number; until: string | null; isHanded: boolean } | null
  /** While it waits: what comes before it in its queue, and who could take it now. */
  waiting: { ahead: number; candidates: number; excluded: Partial<Record<Exclusion, number>> } | null
}

/** Where a conversation stands in routing, for the desk; null: nowhere. */
export type RoutingView = {
  family: Family
  state: 'none' | 'waiting' | 'offered' | 'held'
  holder: number | null
  queueId: number | null
  enteredAt: string | null
  offer: { id: number; userId: number; until: string | null } | null
  skills: { id: number; required: boolean }[]
}

/** An offer as it is shown to whoever it is made to: `GET /api/v1/me/offers`, and the event `offer.made` on `agent:ID`. */
export type OfferView = {
  id: number
  conversationId: number
  family: Family
  madeAt: string
  until: string | null
  why: Why
  queueId: number | null
  waitedMs: number
  contact: string
  preview: string
  subject: string
  channelId: number
}

/** One offer of a conversation, as its log tells it: `GET /api/v1/conversations/:id/offers`. */
export type OfferLine = {
  id: number
  userId: number
  madeAt: string
  until: string | null
  /** Null: it stands. `assigned`: given without being asked about. */
  outcome: 'accepted' | 'declined' | 'timed_out' | 'withdrawn' | 'assigned' | null
  endedAt: string | null
  queueId: number | null
  waitedMs: number
  why: Why
}

export const refusals = {
  ...simulationRefusals,
  offer_gone: 409,
  agent_status_not_found: 404,
  agent_status_built_in: 409,
  agent_status_invalid: 422,
  capacity_rule_not_found: 404,
  capacity_rule_is_default: 409,
  capacity_rule_invalid: 422,
  skill_not_found: 404,
  skill_name_taken: 409,
  skill_invalid: 422,
  queue_not_found: 404,
  queue_invalid: 422,
  queue_changed_meanwhile: 409,
  queues_changed_meanwhile: 409,
  agent_not_assignable: 422,
  routing_is_off: 409,
} as const
