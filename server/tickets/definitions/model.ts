import { Refusal } from '../../platform/pure/refusal.ts'
import { isCircular } from '../pure/form-fields.ts'
import type { FieldOption, TicketDefinitions, TicketField, TicketForm } from './contract.ts'

type Texts = Record<string, string>

/** Without blanks, and without languages that say nothing. */
export const trimmed = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([locale, text]): [string, string][] =>
      text.trim() === '' ? [] : [[locale, text.trim()]],
    ),
  )

/** At least one language says something. */
export function named(texts: Texts, field: string): Texts {
  const said = trimmed(texts)
  if (Object.keys(said).length === 0) throw new Refusal('text_missing', { field })
  return said
}

const hasOptions = (kind: TicketField['kind']): boolean => kind === 'dropdown' || kind === 'multiselect'

/** A field as it may be saved [TK10]; `faultOf` says what is wrong with a pattern. */
export function checkedField<Field extends Omit<TicketField, 'id'>>(
  field: Field,
  faultOf: (pattern: string) => string | null,
): Field {
  const options = hasOptions(field.kind) ? field.options.map(checkedOption) : []
  if (hasOptions(field.kind) && options.length === 0) throw new Refusal('field_options_missing', { field: 'options' })
  const keys = options.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw new Refusal('field_options_repeated', { field: 'options', key: twice })
  const pattern = field.kind === 'pattern' ? (field.pattern ?? '') : null
  const fault = pattern === null ? null : pattern === '' ? 'missing' : faultOf(pattern)
  if (fault !== null) throw new Refusal('field_pattern_invalid', { field: 'pattern', fault })
  return {
    ...field,
    title: named(field.title, 'title'),
    customerTitle: trimmed(field.customerTitle),
    help: trimmed(field.help),
    options,
    pattern,
  }
}

const checkedOption = (option: FieldOption, index: number): FieldOption => ({
  key: option.key,
  label: named(option.label, `options.${index}.label`),
})

/** A form as it may be saved [TK11]: of fields that exist, with conditions that can be met and lead nowhere in a circle. */
export function checkedForm<Form extends Omit<TicketForm, 'id'>>(form: Form, { fields }: TicketDefinitions): Form {
  const fieldIds = [...new Set(form.fieldIds)]
  const unknown = fieldIds.find((id) => !fields.some((field) => field.id === id))
  if (unknown !== undefined) throw new Refusal('field_not_found', { field: 'fieldIds', fieldId: unknown })
  form.conditions.forEach((condition, index) => {
    const parent = fields.find(({ id }) => id === condition.parent)
    const onForm = fieldIds.includes(condition.parent) && fieldIds.includes(condition.child)
    if (parent === undefined || !onForm || !condition.values.every((value) => canBe(parent, value)))
      throw new Refusal('form_condition_invalid', { field: `conditions.${index}` })
  })
  if (isCircular(form.conditions)) throw new Refusal('form_conditions_circular', { field: 'conditions' })
  return { ...form, name: named(form.name, 'name'), fieldIds }
}

/** Conditions ask what has a few known values. */
const canBe = (field: TicketField, value: string | boolean): boolean =>
  field.kind === 'checkbox'
    ? typeof value === 'boolean'
    : hasOptions(field.kind) && field.options.some(({ key }) => key === value)
