import type { Condition, Conditions } from './condition.ts'
import { type Field, ME, operatorsOf, type Reading, takesList, takesNoValue, takesPattern } from './field.ts'
import { foldWords } from './fold.ts'
import { faultOfPattern } from './pattern.ts'

/** What is wrong with one condition, by its place: `all.2`. */
export type Problem = { field: string; message: ProblemCode; of: string }
export type ProblemCode =
  | 'unknown_field'
  | 'wrong_operator'
  | 'value_missing'
  | 'value_wrong'
  | 'value_large'
  | 'pattern_wrong'
  | 'pattern_large'

/** All that is wrong, so that an editor can mark each place; empty when the conditions can be used for this reading. */
export function problemsIn(conditions: Conditions, fields: ReadonlyMap<string, Field>, reading: Reading): Problem[] {
  let words = 0
  return (['all', 'any'] as const).flatMap((list) =>
    conditions[list].flatMap((condition, index): Problem[] => {
      words += wordsIn(condition)
      const message = words > MOST_WORDS ? 'value_large' : problemOf(condition, fields, reading)
      return message === null ? [] : [{ field: `conditions.${list}.${index}`, message, of: condition.field }]
    }),
  )
}

const LISTS = [['conditions', 'all'], ['conditions', 'any'], ['actions'], ['columns']]
const MOST_LISTED = 100

/**
 * Lists of a definition that are far too long, by their place. To be asked before each member is explained: of ten thousand
 * conditions that takes seconds, in which nobody is heard.
 */
export const longLists = (definition: unknown): { field: string; message: ProblemCode }[] =>
  LISTS.flatMap((path) => {
    const list = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), definition)
    return Array.isArray(list) && list.length > MOST_LISTED ? [{ field: path.join('.'), message: 'value_large' }] : []
  })

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Of all conditions together: each word is asked for by itself, and a statement has only so many places. */
const MOST_WORDS = 5_000
const wordsIn = ({ value }: Condition): number =>
  [value].flat().reduce<number>((sum, each) => sum + foldWords(String(each)).split(' ').length, 0)

function problemOf(condition: Condition, fields: ReadonlyMap<string, Field>, reading: Reading): ProblemCode | null {
  const field = fields.get(condition.field)
  if (field === undefined || !field.readings.includes(reading)) return 'unknown_field'
  if (!operatorsOf(field, reading).includes(condition.operator)) return 'wrong_operator'
  if (takesNoValue(condition.operator)) return null
  const { value } = condition
  const fits = (each: unknown) => isFit(field, each) || (reading === 'state' && field.of === 'user' && each === ME)
  if (value === undefined) return 'value_missing'
  if (takesPattern(condition.operator))
    return typeof value !== 'string' || value === '' ? 'value_missing' : faultOfPattern(value)
  // Whole hours are compared, which no part of one is.
  const isHours = field.type === 'since' || field.type === 'until'
  if (isHours && condition.operator === 'is' && !Number.isInteger(value)) return 'value_wrong'
  if (!takesList(condition.operator)) return Array.isArray(value) || !fits(value) ? 'value_wrong' : null
  if (!Array.isArray(value)) return 'value_wrong'
  if (value.length === 0) return 'value_missing'
  return value.every((each) => each !== null && fits(each)) ? null : 'value_wrong'
}

/** Whether a single value is of the field's kind; null asks for nothing, where there may be nothing. */
function isFit(field: Field, value: unknown): boolean {
  switch (field.type) {
    case 'flag':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number'
    case 'since':
    case 'until':
      return typeof value === 'number' && value >= 0 && value <= 24 * 366 * 5
    case 'id':
      return value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value > 0)
    case 'choice':
      return value === null || (typeof value === 'string' && (field.options?.includes(value) ?? true))
    case 'set':
    case 'text':
      return typeof value === 'string' && value.trim() !== ''
  }
}
