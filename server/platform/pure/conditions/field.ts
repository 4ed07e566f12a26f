import type { Operator } from './condition.ts'

export type FieldType = 'choice' | 'id' | 'set' | 'number' | 'text' | 'flag' | 'since' | 'until'
/** What is read: one change of a ticket; how a ticket stands; how it stands at an instant; what a customer does; a start. */
export type Reading = 'update' | 'state' | 'clock' | 'messaging' | 'start'

export type Field = {
  /** The key in the facts. */
  name: string
  type: FieldType
  /** What its values name, for editors: `status`, `group`, `user`, `tag` … */
  of?: string
  /** Choices, in their order where they have one. */
  options?: readonly string[]
  /** Choices compare by their place in `options`. */
  ordered?: boolean
  /** Updates know what it was before. */
  changes?: boolean
  readings: readonly Reading[]
  /** A custom field's own label; others are named by the catalogues. */
  label?: Readonly<Record<string, string>>
}

/** In views, for a person: whoever looks. */
export const ME = 'me'

const EQUAL = ['is', 'is_not', 'one_of', 'none_of', 'present', 'absent'] as const
const ORDER = ['less', 'greater', 'at_most', 'at_least'] as const
const CHANGE = ['changed', 'not_changed'] as const
const CHANGE_TO = ['changed_to', 'not_changed_to', 'changed_from', 'not_changed_from'] as const
const WORDS = ['contains_any', 'contains_all', 'contains_none'] as const

const byType: Readonly<Record<FieldType, readonly Operator[]>> = {
  choice: EQUAL,
  id: EQUAL,
  set: [...WORDS, 'present', 'absent'],
  number: [...EQUAL, ...ORDER],
  text: [...WORDS, 'is', 'is_not', 'matches', 'not_matches', 'present', 'absent'],
  flag: ['is'],
  // Hours gone since, or left until, an instant; `is`: so many whole ones.
  since: [...ORDER, 'is', 'present', 'absent'],
  until: [...ORDER, 'is', 'present', 'absent'],
}

/** The operators a field may be asked with, in the order editors show them. */
export function operatorsOf(field: Field, reading: Reading): readonly Operator[] {
  const found: Operator[] = [...byType[field.type]]
  if (field.ordered === true) found.push(...ORDER)
  if (reading !== 'update' || field.changes !== true) return found
  found.push(...CHANGE)
  if (field.type === 'choice' || field.type === 'id') found.push(...CHANGE_TO)
  return found
}

const WITHOUT_VALUE: ReadonlySet<Operator> = new Set(['present', 'absent', 'changed', 'not_changed'])
const WITH_LIST: ReadonlySet<Operator> = new Set(['one_of', 'none_of', ...WORDS])
/** Operators whose value is a regular expression. */
export const takesPattern = (operator: Operator): boolean => operator === 'matches' || operator === 'not_matches'
export const takesNoValue = (operator: Operator): boolean => WITHOUT_VALUE.has(operator)
export const takesList = (operator: Operator): boolean => WITH_LIST.has(operator)
