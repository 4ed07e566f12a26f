import type { Condition, Conditions, Facts } from './condition.ts'
import type { Field } from './field.ts'
import { foldWords } from './fold.ts'
import { finder } from './pattern.ts'

export type Predicate = (facts: Facts) => boolean

/** Conditions read as a predicate; the twin of `conditionsSql`. A condition on a field that is not there is false. */
export function compile(conditions: Conditions, fields: ReadonlyMap<string, Field>): Predicate {
  const all = conditions.all.map((condition) => compileOne(condition, fields))
  const any = conditions.any.map((condition) => compileOne(condition, fields))
  return (facts) => all.every((holds) => holds(facts)) && (any.length === 0 || any.some((holds) => holds(facts)))
}

function compileOne(condition: Condition, fields: ReadonlyMap<string, Field>): Predicate {
  const field = fields.get(condition.field)
  if (field === undefined) return () => false
  const { name } = field
  switch (condition.operator) {
    case 'changed':
      return ({ changes }) => name in changes
    case 'not_changed':
      return ({ changes }) => !(name in changes)
    case 'changed_to':
    case 'not_changed_to': {
      const matches = valueTest(field, 'is', condition)
      const wanted = condition.operator === 'changed_to'
      return ({ changes }) => (name in changes && matches(changes[name]?.[1])) === wanted
    }
    case 'changed_from':
    case 'not_changed_from': {
      const matches = valueTest(field, 'is', condition)
      const wanted = condition.operator === 'changed_from'
      return ({ changes }) => (name in changes && matches(changes[name]?.[0])) === wanted
    }
    default: {
      if (field.type === 'since' || field.type === 'until') return clockTest(field, condition)
      const matches = valueTest(field, condition.operator, condition)
      return ({ state }) => matches(state[name])
    }
  }
}

type ValueTest = (value: unknown) => boolean
type StateOperator = Exclude<
  Condition['operator'],
  'changed' | 'not_changed' | 'changed_to' | 'not_changed_to' | 'changed_from' | 'not_changed_from'
>

function valueTest(field: Field, operator: StateOperator, { value }: Condition): ValueTest {
  switch (operator) {
    case 'present':
      return (actual) => !isNothing(actual)
    case 'absent':
      return isNothing
    case 'is':
      return equals(field, value)
    case 'is_not':
      return not(equals(field, value))
    case 'one_of':
      return anyOf(listOf(value).map((each) => equals(field, each)))
    case 'none_of':
      return not(anyOf(listOf(value).map((each) => equals(field, each))))
    case 'less':
      return compares(field, value, (difference) => difference < 0)
    case 'greater':
      return compares(field, value, (difference) => difference > 0)
    case 'at_most':
      return compares(field, value, (difference) => difference <= 0)
    case 'at_least':
      return compares(field, value, (difference) => difference >= 0)
    case 'contains_any':
      return contains(field, value, 'some')
    case 'contains_all':
      return contains(field, value, 'every')
    case 'contains_none':
      return not(contains(field, value, 'some'))
    case 'matches':
      return matches(value)
    case 'not_matches':
      return not(matches(value))
  }
}

/** Nothing: null, no text, an empty set. */
export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const listOf = (value: Condition['value']): unknown[] => (Array.isArray(value) ? value : [value])
const not =
  (matches: ValueTest): ValueTest =>
  (value) =>
    !matches(value)
const anyOf =
  (tests: ValueTest[]): ValueTest =>
  (value) =>
    tests.some((matches) => matches(value))

function equals(field: Field, wanted: unknown): ValueTest {
  if (isNothing(wanted)) return isNothing
  if (field.type === 'flag') return (value) => (value === true) === (wanted === true)
  if (field.type === 'text') {
    const words = foldWords(String(wanted))
    return (value) => typeof value === 'string' && value !== '' && folded(value) === words
  }
  if (field.type === 'id' || field.type === 'number')
    return (value) => !isNothing(value) && Number(value) === Number(wanted)
  return (value) => value === wanted
}

function compares(field: Field, wanted: unknown, verdict: (difference: number) => boolean): ValueTest {
  const rank = field.ordered === true ? rankIn(field.options ?? []) : Number
  const limit = rank(wanted)
  if (isNothing(wanted) || Number.isNaN(limit)) return () => false
  return (value) => {
    if (isNothing(value)) return false
    const difference = rank(value) - limit
    return !Number.isNaN(difference) && verdict(difference)
  }
}

const rankIn = (options: readonly string[]) => (value: unknown) => {
  const rank = options.indexOf(String(value))
  return rank === -1 ? Number.NaN : rank
}

/** Sets hold members; texts hold words and phrases, whole ones, whatever their accents and capitals. */
function contains(field: Field, wanted: Condition['value'], how: 'some' | 'every'): ValueTest {
  const list = listOf(wanted).filter((each) => !isNothing(each))
  if (field.type === 'set')
    return (value) => Array.isArray(value) && list.length > 0 && list[how]((each) => value.includes(each))
  const phrases = list.map((each) => foldWords(String(each))).filter((phrase) => phrase.trim() !== '')
  return (value) => {
    if (typeof value !== 'string' || phrases.length === 0) return false
    const text = folded(value)
    return phrases[how]((phrase) => text.includes(phrase))
  }
}

const LATELY = 8
const lately = new Map<string, string>()
/** Hundreds of rules ask for words of the same few texts, one after the other: each text is folded once. */
export function folded(text: string): string {
  const known = lately.get(text)
  if (known !== undefined) return known
  const words = foldWords(text)
  const [oldest] = lately.keys()
  if (oldest !== undefined && lately.size === LATELY) lately.delete(oldest)
  lately.set(text, words)
  return words
}

function matches(pattern: Condition['value']): ValueTest {
  if (typeof pattern !== 'string' || pattern === '') return () => false
  const isFoundIn = finder(pattern)
  return (value) => typeof value === 'string' && value !== '' && isFoundIn(value)
}

const HOUR = 3_600_000
/** Hours since an instant that has come, or until one that has not; outside that there is nothing to compare. `is`: whole ones. */
function clockTest(field: Field, condition: Condition): Predicate {
  const { operator, value, business } = condition
  if (operator === 'present') return ({ state }) => !isNothing(state[field.name])
  if (operator === 'absent') return ({ state }) => isNothing(state[field.name])
  const matches = valueTest({ ...field, type: 'number' }, operator as StateOperator, {
    ...condition,
    value: value ?? null,
  })
  return ({ state, now, businessMs }) => {
    const at = state[field.name]
    if (!(at instanceof Date) || now === undefined) return false
    const [from, to] = field.type === 'since' ? [at, now] : [now, at]
    if (from > to) return false
    const passed = business === true ? businessMs?.(from, to) : to.getTime() - from.getTime()
    return passed !== undefined && matches(operator === 'is' ? Math.floor(passed / HOUR) : passed / HOUR)
  }
}
