import { type Static, Type } from 'typebox'
import { Conditions } from '../../platform/pure/conditions/condition.ts'
import type { FieldType } from '../../platform/pure/conditions/field.ts'
import type { Operator } from '../../platform/pure/conditions/condition.ts'
import { Id } from '../../platform/pure/schemas.ts'
import type { Metric } from '../pure/sla-metrics.ts'
import type { TargetState } from './pure/targets.ts'

export type { Metric } from '../pure/sla-metrics.ts'
export type { TargetState } from './pure/targets.ts'

/** A year at most; null: not promised. */
const Minutes = Type.Union([Type.Integer({ minimum: 1, maximum: 525_600 }), Type.Null()])
/** What is promised for one priority; `business`: only the opening hours of the schedule are counted. */
export const Aims = Type.Object({
  business: Type.Boolean(),
  first_reply: Minutes,
  next_reply: Minutes,
  requester_wait: Minutes,
  agent_work: Minutes,
  resolution: Minutes,
})
export type Aims = Static<typeof Aims>
/** A ticket without a priority counts as normal. */
export const Targets = Type.Object({ low: Aims, normal: Aims, high: Aims, urgent: Aims })
export type Targets = Static<typeof Targets>

/** `sla_policy.save`. Without `id` it goes last. `version`: the one being edited; another one's save is not overwritten. */
export const SavePolicy = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  name: Type.String({ minLength: 1, maxLength: 120 }),
  active: Type.Boolean(),
  conditions: Conditions,
  /** Null: the hours that count for the ticket (a rule's, its channel's, the default ones). */
  scheduleId: Type.Union([Id, Type.Null()]),
  targets: Targets,
})
export type SavePolicy = Static<typeof SavePolicy>
export const PolicyRef = Type.Object({ policyId: Id })
export const RestorePolicy = Type.Object({ policyId: Id, version: Type.Integer({ minimum: 1 }) })
/** All of them, in the order in which the first that fits is taken. */
export const SortPolicies = Type.Object({ ids: Type.Array(Id, { maxItems: 1000 }) })

/** `GET /api/v1/sla-policies`, in their order. */
export type SlaPolicyView = {
  id: number
  name: string
  active: boolean
  conditions: Conditions
  scheduleId: number | null
  targets: Targets
  version: number
  updatedAt: string
  updatedBy: number | null
}
/** `GET /api/v1/sla-policies/:id/versions`, newest first. */
export type SlaPolicyVersionView = Pick<
  SlaPolicyView,
  'name' | 'active' | 'conditions' | 'scheduleId' | 'targets' | 'version'
> & { authorId: number | null; at: string }
/** `GET /api/v1/sla-policies/progress`: how far open tickets have their targets anew; null when nothing is under way. */
export type SlaProgress = { done: number; of: number } | null
/** `GET /api/v1/sla-policies/fields`: what conditions of a policy may ask. */
export type SlaFieldView = {
  name: string
  type: FieldType
  of: string | null
  options: readonly string[] | null
  operators: readonly Operator[]
  label: Readonly<Record<string, string>> | null
}

export type SlaTargetView = {
  metric: Metric
  state: TargetState
  /** There is nothing more to be done for it. */
  isOver: boolean
  minutes: number
  /** Counted in opening hours. */
  business: boolean
  startedAt: string
  /** When it is, or was, missed; null while it is paused, and once it was met. */
  dueAt: string | null
  /** From when on it presses; null unless it runs. */
  nearAt: string | null
  /** What is left of it while it is paused. */
  leftMs: number | null
}
/** What a ticket was promised, and how that stands. */
export type SlaView = { policyId: number; policy: string; targets: SlaTargetView[] }
/** The target that presses most, for a list. */
export type SlaMark = Pick<SlaTargetView, 'metric' | 'state' | 'dueAt' | 'nearAt' | 'leftMs'>

export const slaRefusals = {
  sla_policy_not_found: 404,
  sla_policy_invalid: 422,
  sla_policy_changed_meanwhile: 409,
  sla_policies_changed_meanwhile: 409,
} as const
