import { type Static, Type } from 'typebox'

/**
 * What every operator means, once for the predicate and once for SQL [CO1]: nothing (null, an empty set, an absent field)
 * equals nothing but nothing, is in no list, and is neither less nor greater than anything; `is_not` and the other
 * negations are true of it.
 */
export const operators = [
  'is',
  'is_not',
  'one_of',
  'none_of',
  'less',
  'greater',
  'at_most',
  'at_least',
  'contains_any',
  'contains_all',
  'contains_none',
  'matches',
  'not_matches',
  'present',
  'absent',
  'changed',
  'not_changed',
  'changed_to',
  'not_changed_to',
  'changed_from',
  'not_changed_from',
] as const
export type Operator = (typeof operators)[number]

const Scalar = Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean(), Type.Null()])
export const Condition = Type.Object({
  field: Type.String({ minLength: 1, maxLength: 60 }),
  operator: Type.Enum(operators),
  value: Type.Optional(Type.Union([Scalar, Type.Array(Scalar, { maxItems: 100 })])),
  /** Times only: count the hours of the schedule, not of the calendar. */
  business: Type.Optional(Type.Boolean()),
})
export type Condition = Static<typeof Condition>

/** All of `all`, and at least one of `any` where there is one. */
export const Conditions = Type.Object({
  all: Type.Array(Condition, { maxItems: 50 }),
  any: Type.Array(Condition, { maxItems: 50 }),
})
export type Conditions = Static<typeof Conditions>

/** What a reading knows of its subject, flat, by field name. */
export type Facts = {
  state: Readonly<Record<string, unknown>>
  /** Updates only: field → [before, after]. */
  changes: Readonly<Record<string, readonly [unknown, unknown]>>
  /** Readings with a clock only. */
  now?: Date
  /** Milliseconds of opening hours between two instants. */
  businessMs?: (from: Date, to: Date) => number
}
