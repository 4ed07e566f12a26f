import type { FilterKey, SearchHint, Span } from '../contract.ts'
import { filterKeyOf, filterValueOf } from './filter-names.ts'
import { fold } from './fold.ts'

/** Words to be found, or not. `exact`: these words in this order, as they are written. */
export type Term = Span & { text: string; exact: boolean; negated: boolean }
/** `value` is the fixed value meant, else what was written; `text` is what was written. */
export type Filter = Span & { key: FilterKey; value: string; text: string; negated: boolean }
export type Query = { terms: Term[]; filters: Filter[]; hints: SearchHint[] }

const MOST_TERMS = 16

/**
 * Reads what was typed [TS1]: words, "exact words", `filter:value`, `filter:"some value"`, and `-` before any of them for
 * "not". Whatever is typed has a meaning: what looks like a filter and is none is looked for as words, and hinted at.
 */
export function parse(typed: string): Query {
  const query: Query = { terms: [], filters: [], hints: [] }
  for (const match of typed.matchAll(PART)) {
    const { sign = '', key, quoted, word = '' } = match.groups ?? {}
    const span = { start: match.index, end: match.index + match[0].length }
    const text = quoted ?? word
    const negated = sign === '-'
    if (key !== undefined && takeFilter(query, { ...span, name: key, text, negated })) continue
    takeTerm(query, {
      ...span,
      // Not a filter after all: the words on both sides of the colon.
      text: key === undefined ? text : `${key} ${text}`,
      exact: key === undefined && quoted !== undefined,
      negated,
    })
  }
  return query
}

// A closing quotation mark that is still being typed is taken as given at the end.
const PART =
  /(?<sign>-?)(?:(?<key>[\p{L}\p{M}_]{1,30}):(?!\/\/))?(?:["“«]\s*(?<quoted>[^"”»]*)(?:["”»]|$)|(?<word>[^\s"“«]+))/gu

function takeFilter(query: Query, given: Span & { name: string; text: string; negated: boolean }): boolean {
  const { name, text, negated, start, end } = given
  const key = filterKeyOf(fold(name).trim())
  if (key === null) {
    query.hints.push({ start, end, code: 'unknown_filter', text: name })
    return false
  }
  const value = filterValueOf(key, fold(text).trim())
  if (value === null || text.trim() === '') query.hints.push({ start, end, code: 'unknown_value', text })
  else query.filters.push({ start, end, key, value, text: text.trim(), negated })
  return true
}

function takeTerm(query: Query, term: Term): void {
  // Signs alone are nothing to look for.
  if (fold(term.text).trim() === '') return
  if (query.terms.length < MOST_TERMS) query.terms.push(term)
  else query.hints.push({ start: term.start, end: term.end, code: 'too_many_words', text: term.text })
}
