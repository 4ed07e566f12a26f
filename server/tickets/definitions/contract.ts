import { type Static, Type } from 'typebox'
import { Texts } from '../../conversations/contract.ts'
import { Id } from '../../platform/pure/schemas.ts'

const literals = <const Value extends string>(values: readonly Value[]) =>
  Type.Unsafe<Value>(Type.Union(values.map((value) => Type.Literal(value))))

/** The statuses the product itself knows; each status of the account's own belongs to one of them. */
export const Category = literals(['new', 'open', 'pending', 'hold', 'solved'])
export type Category = Static<typeof Category>

export const TicketStatus = Type.Object({
  id: Id,
  category: Category,
  label: Texts,
  /** What customers are told; a language that is missing says the label. */
  customerLabel: Texts,
  /** What a ticket that comes into the category is given when nobody chooses. */
  isDefault: Type.Boolean(),
  active: Type.Boolean(),
})
export type TicketStatus = Static<typeof TicketStatus>

export const fieldKinds = [
  'text',
  'multiline',
  'number',
  'date',
  'dropdown',
  'multiselect',
  'checkbox',
  'pattern',
] as const
export const FieldKind = literals(fieldKinds)
export type FieldKind = Static<typeof FieldKind>

/** Keys are stored in tickets and named by rules: they stay when labels change. */
const OptionKey = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,59}$' })
export const FieldOption = Type.Object({ key: OptionKey, label: Texts })
export type FieldOption = Static<typeof FieldOption>

const fieldSettings = {
  title: Texts,
  customerTitle: Texts,
  help: Texts,
  /** Of drop-downs and multi-selects. */
  options: Type.Array(FieldOption, { maxItems: 500 }),
  /** Of kind `pattern`: the whole value must fit it (RE2 syntax: linear time). */
  pattern: Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Null()]),
  requiredOnSolve: Type.Boolean(),
  customer: literals(['hidden', 'visible', 'editable']),
  active: Type.Boolean(),
}
export const TicketField = Type.Object({ id: Id, kind: FieldKind, ...fieldSettings })
export type TicketField = Static<typeof TicketField>

/** While `parent` has one of `values`, `child` is shown; `required`: then Solved asks for it. */
export const FormCondition = Type.Object({
  parent: Id,
  values: Type.Array(Type.Union([Type.String({ maxLength: 60 }), Type.Boolean()]), { minItems: 1, maxItems: 100 }),
  child: Id,
  required: Type.Boolean(),
})
export type FormCondition = Static<typeof FormCondition>

const formSettings = {
  name: Texts,
  fieldIds: Type.Array(Id, { maxItems: 200 }),
  conditions: Type.Array(FormCondition, { maxItems: 300 }),
  /** Tickets of these brands start with it. */
  brandIds: Type.Array(Id, { maxItems: 100 }),
  isDefault: Type.Boolean(),
  active: Type.Boolean(),
}
export const TicketForm = Type.Object({ id: Id, ...formSettings })
export type TicketForm = Static<typeof TicketForm>

/** What a ticket may say: `GET /api/v1/ticket-definitions`, each list in the administrator's order. */
export type TicketDefinitions = { fields: TicketField[]; forms: TicketForm[]; statuses: TicketStatus[] }

export type FieldValue = string | number | boolean | string[]
/** By field id. */
export type FieldValues = Record<string, FieldValue>
/** As a change says it: null empties a field, a field that is not named stays. */
export const FieldChanges = Type.Record(
  Type.String({ pattern: '^[1-9][0-9]{0,15}$' }),
  Type.Union([
    Type.String({ maxLength: 4000 }),
    Type.Number(),
    Type.Boolean(),
    Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 }),
    Type.Null(),
  ]),
)
export type FieldChanges = Static<typeof FieldChanges>

export const SaveStatus = Type.Object({
  id: Type.Optional(Id),
  category: Category,
  label: Texts,
  customerLabel: Texts,
  isDefault: Type.Boolean(),
  active: Type.Boolean(),
})
export const SaveField = Type.Object({
  id: Type.Optional(Id),
  kind: FieldKind,
  ...fieldSettings,
})
export const SaveForm = Type.Object({ id: Type.Optional(Id), ...formSettings })
export const FieldRef = Type.Object({ fieldId: Id })
export const FormRef = Type.Object({ formId: Id })
export const StatusRef = Type.Object({ statusId: Id })
/** All of them, in the new order. */
export const Order = Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 1000 }) })

export const definitionRefusals = {
  field_not_found: 422,
  field_kind_fixed: 409,
  field_options_missing: 422,
  field_options_repeated: 422,
  field_pattern_invalid: 422,
  field_in_condition: 409,
  form_not_found: 422,
  form_default_stays: 409,
  form_condition_invalid: 422,
  form_conditions_circular: 422,
  ticket_status_not_found: 422,
  ticket_status_category_fixed: 409,
  ticket_status_default_stays: 409,
  order_incomplete: 409,
  text_missing: 422,
} as const
