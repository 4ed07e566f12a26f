import type { Condition, Conditions } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { foldWords } from '../../platform/pure/conditions/fold.ts'

/** What must be so for a trigger to hold: a field changed, has this value, this member, this word, or at least this much. */
export type Key =
  | { by: 'change'; field: string }
  | { by: 'value' | 'member'; field: string; value: unknown }
  | { by: 'word'; field: string; value: string }
  | { by: 'limit'; field: string; value: number }

/** One of these must be so; the more are so on their own, the less it tells. */
export type Pivot = { keys: readonly Key[]; weight: number }

/** How many of these ask for a word: the fewer, the more it tells. */
export type Uses = ReadonlyMap<string, number>

/** The most telling of its necessary conditions: one of those that must all hold, or all of those of which one must. */
export function pivotOf({ all, any }: Conditions, fields: ReadonlyMap<string, Field>, uses: Uses): Pivot | null {
  const pivotIn = (condition: Condition) => ofCondition(condition, fields.get(condition.field), uses)
  const pivots = all.flatMap((condition) => pivotIn(condition) ?? [])
  const either = any.map(pivotIn)
  if (any.length > 0 && either.every((pivot) => pivot !== null))
    pivots.push({
      keys: either.flatMap(({ keys }) => keys),
      weight: either.reduce((sum, { weight }) => sum + weight, 0),
    })
  return pivots.sort((a, b) => a.weight - b.weight)[0] ?? null
}

export function usesOf(asked: readonly Conditions[]): Uses {
  const uses = new Map<string, number>()
  for (const { all, any } of asked)
    for (const { value } of [...all, ...any])
      for (const each of Array.isArray(value) ? value : [value])
        if (typeof each === 'string') for (const word of wordsIn(each)) uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}

// A change is rarer than a word, a word than a value; one is rarer than many.
const CHANGE = 1
const WORD = 5
const MEMBER = 10
const VALUE = 10
const LIMIT = 30
/** Every ticket has one of these few; the first are shared by the most. */
const COARSE = ['kind', 'by', 'messageVisibility', 'status', 'session', 'locale', 'brandId', 'channelId']

function ofCondition({ field: name, operator, value }: Condition, field: Field | undefined, uses: Uses): Pivot | null {
  if (field === undefined) return null
  switch (operator) {
    case 'changed':
    case 'changed_to':
    case 'changed_from':
      return { keys: [{ by: 'change', field: name }], weight: CHANGE }
    case 'is':
    case 'one_of':
      return ofValues(name, field, uses, Array.isArray(value) ? value : [value])
    case 'contains_any':
      return ofMembers(name, field, uses, Array.isArray(value) ? value : [value])
    case 'contains_all':
      return ofMembers(name, field, uses, Array.isArray(value) ? value.slice(0, 1) : [value])
    case 'at_least':
    case 'greater':
      return ofLimit(name, field, value)
    default:
      return null
  }
}

/** Names and numbers are found by themselves; a text that is this has each of its words. */
function ofValues(name: string, field: Field, uses: Uses, values: readonly unknown[]): Pivot | null {
  // Nothing has several faces: null, no text, absent.
  if (values.length === 0 || values.some(isEmpty)) return null
  if (field.type === 'text') return ofWords(name, uses, values)
  if (field.type !== 'choice' && field.type !== 'id' && field.type !== 'number') return null
  const coarse = COARSE.indexOf(name)
  const commonness = coarse === -1 ? 0 : LIMIT + (COARSE.length - coarse) * 10
  return {
    keys: values.map((value) => ({ by: 'value', field: name, value })),
    weight: VALUE + values.length + commonness,
  }
}

function ofMembers(name: string, field: Field, uses: Uses, values: readonly unknown[]): Pivot | null {
  if (values.length === 0 || values.some(isEmpty)) return null
  if (field.type === 'text') return ofWords(name, uses, values)
  if (field.type !== 'set') return null
  return { keys: values.map((value) => ({ by: 'member', field: name, value })), weight: MEMBER + values.length }
}

/** A phrase is there only with each of its words: of these, the one asked for least, and the longest of such. */
function ofWords(name: string, uses: Uses, phrases: readonly unknown[]): Pivot | null {
  const words = phrases.map((phrase) => rarest(wordsIn(String(phrase)), uses))
  if (words.includes('')) return null
  return { keys: words.map((value) => ({ by: 'word', field: name, value })), weight: WORD + words.length }
}

function ofLimit(name: string, field: Field, value: unknown): Pivot | null {
  const limit = Number(value)
  if (field.type !== 'number' || field.ordered === true || isEmpty(value) || Number.isNaN(limit)) return null
  return { keys: [{ by: 'limit', field: name, value: limit }], weight: LIMIT }
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''
const wordsIn = (phrase: string): string[] => foldWords(phrase).trim().split(' ')
const rarest = (words: readonly string[], uses: Uses): string =>
  words.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0) || b.length - a.length)[0] ?? ''
