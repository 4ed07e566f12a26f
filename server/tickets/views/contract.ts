import { type Static, Type } from 'typebox'
import { Conditions, type Operator } from '../../platform/pure/conditions/condition.ts'
import type { FieldType } from '../../platform/pure/conditions/field.ts'
import { Id } from '../../platform/pure/schemas.ts'

/** A custom view in lists, counts and addresses: `v42`. */
export type CustomViewKey = `v${number}`

export const columns = [
  'ticketId',
  'subject',
  'contact',
  'status',
  'priority',
  'type',
  'groupId',
  'assigneeId',
  'tags',
  'channelId',
  'brandId',
  'locale',
  'createdAt',
  'updatedAt',
  'activityAt',
  'waitingSince',
  'dueAt',
  'sla',
] as const
export const groupings = ['status', 'priority', 'type', 'groupId', 'assigneeId', 'channelId', 'brandId'] as const
export const sortings = [
  'activityAt',
  'createdAt',
  'updatedAt',
  'waitingSince',
  'dueAt',
  'sla',
  'priority',
  'status',
  'subject',
] as const
export type ViewGrouping = (typeof groupings)[number]
export type ViewSorting = (typeof sortings)[number]

/** Columns by name, or by the id of one of the account's own fields: `fields.7`. */
export const ViewDefinition = Type.Object({
  conditions: Conditions,
  columns: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 12 }),
  group: Type.Union([Type.Enum(groupings), Type.Null()]),
  sort: Type.Object({ by: Type.Enum(sortings), direction: Type.Enum(['asc', 'desc']) }),
})
export type ViewDefinition = Static<typeof ViewDefinition>

/** Whose it is: one person's own, everybody's, or some groups'. */
export const ViewSharing = Type.Union([
  Type.Object({ with: Type.Literal('me') }),
  Type.Object({ with: Type.Literal('everybody') }),
  Type.Object({ with: Type.Literal('groups'), groups: Type.Array(Id, { minItems: 1, maxItems: 50 }) }),
])
export type ViewSharing = Static<typeof ViewSharing>

/** `view.save`. Without `id` it goes last. What is wrong in the definition is named (`view_invalid`). */
export const SaveView = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  title: Type.String({ minLength: 1, maxLength: 80 }),
  active: Type.Boolean(),
  sharing: ViewSharing,
  definition: Type.Unknown(),
})
export const ViewRef = Type.Object({ viewId: Id })
/** The views one keeps, in their new order. */
export const OrderViews = Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 500 }) })
/** `view.try`: what a view, as it is being edited, shows to whoever asks. Nothing is changed. */
export const TryView = Type.Object({ definition: Type.Unknown() })

export type ViewTried = {
  /** In the asker's reach; `MOST_COUNTED` stands for that many and more. */
  count: number
  isCut: boolean
  examples: { conversationId: number; ticketId: number; subject: string; status: string; activityAt: string }[]
}

/** `GET /api/v1/views`: those to look at, or (`for=settings`) those one may keep. */
export type CustomView = {
  id: number
  title: string
  active: boolean
  sharing: ViewSharing
  definition: ViewDefinition
  version: number
  updatedAt: string
  updatedBy: number | null
}

/** What conditions of views may ask (`GET /api/v1/views/fields`). */
export type ViewField = {
  name: string
  type: FieldType
  of: string | null
  options: readonly string[] | null
  operators: readonly Operator[]
  label: Readonly<Record<string, string>> | null
}

/** Counted up to here, and not beyond. */
export const MOST_COUNTED = 10_000

/** What a row of a custom view tells beside an inbox row. */
export type ViewRowFacts = {
  type: string | null
  tags: string[]
  createdAt: string
  updatedAt: string
  dueAt: string | null
  /** Values of the fields the view shows, by field id. */
  fields: Record<string, unknown>
}

export const refusals = {
  view_not_found: 404,
  view_invalid: 422,
  view_changed_meanwhile: 409,
  views_changed_meanwhile: 409,
  view_too_slow: 422,
} as const
