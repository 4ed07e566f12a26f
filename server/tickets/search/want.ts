import type { Tx } from '../../platform/db.ts'
import { searchContactIds } from '../../contacts/index.ts'
import type { SearchHint } from './contract.ts'
import { type Day, dayAfter, dayAt, daysOf, startOf } from './pure/days.ts'
import { fold } from './pure/fold.ts'
import type { Filter, Query } from './pure/parse.ts'
import { filterSql, ME, type Meant, NOBODY } from './queries-filters.ts'
import { listCalled } from './queries-names.ts'
import { stemsOf, type Wanted } from './queries.ts'

export type Kind = 'messages' | 'tickets' | 'contacts'
export type Names = { channels(): readonly { id: number; kind: string; name: string }[] }
type Asking = { userId: number; zone: string; now: Date }

/** What was typed, with names looked up and words stemmed; hints for what counts for nothing. */
export type Search = {
  wanted: Wanted
  kinds: ReadonlySet<Kind>
  /** What is marked in texts: stems. */
  marked: string[]
  /** The words as typed, folded: names are compared with them. */
  words: string[]
  filters: Filter[]
  hints: SearchHint[]
}

/** Of contacts that a `contact:` filter may mean, so many are taken. */
const MOST_CONTACTS = 200
const ABOUT_TIME = new Set(['before', 'after', 'on'])
const NAMED = new Set(['assignee', 'group', 'brand', 'channel', 'contact'])

export async function want(tx: Tx, names: Names, query: Query, asking: Asking): Promise<Search> {
  const hints = [...query.hints]
  const filters: Filter[] = []
  const wanted: Wanted = { with: [], without: [], exact: [], filters: [], since: null, until: null }
  const marked = await takeTerms(tx, query, wanted, hints)
  const note = (code: SearchHint['code'], { start, end, text }: Filter) => hints.push({ start, end, code, text })

  for (const filter of query.filters) {
    const isUnderstood = ABOUT_TIME.has(filter.key)
      ? takeTime(wanted, filter, asking)
      : await takeFilter(tx, names, wanted, filter, asking.userId)
    if (isUnderstood) filters.push(filter)
    else note('unknown_value', filter)
  }
  const kinds = kindsOf(query, filters, wanted)
  const words = query.terms.filter(({ negated }) => !negated).flatMap(({ text }) => fold(text).trim().split(' '))
  if (wanted.with.length === 0 && wanted.without.length > 0 && filters.length === 0)
    hints.push({ start: 0, end: 0, code: 'only_negated', text: '' })
  return { wanted, kinds, marked, words, filters, hints }
}

/** Each term is a key of its own for the index; exact words are compared with the text besides. */
async function takeTerms(tx: Tx, { terms }: Query, wanted: Wanted, hints: SearchHint[]): Promise<string[]> {
  const stems = await stemsOf(
    tx,
    terms.map(({ text }) => text),
  )
  const marked: string[] = []
  for (const [index, term] of terms.entries()) {
    const stem = stems[index] ?? null
    if (stem === null) {
      hints.push({ start: term.start, end: term.end, code: 'common_word', text: term.text })
      continue
    }
    if (term.negated) {
      wanted.without.push(stem)
      continue
    }
    wanted.with.push(stem)
    marked.push(...[...stem.matchAll(/'([^']+)'/g)].map(([, word = '']) => word))
    if (term.exact) wanted.exact.push(fold(term.text).trim())
  }
  return marked.filter((word) => !word.startsWith('#'))
}

function takeTime(wanted: Wanted, { key, text, negated }: Filter, { zone, now }: Asking): boolean {
  const days = daysOf(text, dayAt(now, zone))
  if (days === null || negated) return false
  const begin = (day: Day) => startOf(day, zone)
  if (key === 'before') wanted.until = earlier(wanted.until, begin(days.from))
  if (key === 'after') wanted.since = later(wanted.since, begin(days.from))
  if (key === 'on') {
    wanted.since = later(wanted.since, begin(days.from))
    wanted.until = earlier(wanted.until, begin(dayAfter(days.to)))
  }
  return true
}

const earlier = (a: Date | null, b: Date): Date => (a !== null && a < b ? a : b)
const later = (a: Date | null, b: Date): Date => (a !== null && a > b ? a : b)

async function takeFilter(tx: Tx, names: Names, wanted: Wanted, filter: Filter, userId: number): Promise<boolean> {
  const { key, value, negated } = filter
  if (key === 'has') (negated ? wanted.without : wanted.with).push("'#file'")
  if (key === 'type' && value === 'note') (negated ? wanted.without : wanted.with).push("'#note'")
  if (key === 'type' && value === 'message' && !negated) wanted.without.push("'#note'")
  const meant: Meant = { users: [], groups: [], brands: [], channels: [], contacts: [] }
  const isOpen = (key === 'assignee' && (ME.has(value) || NOBODY.has(value))) || (key === 'group' && NOBODY.has(value))
  if (NAMED.has(key) && !isOpen && !(await lookUp(tx, names, filter, meant))) return false
  const condition = filterSql(filter, meant, userId)
  if (condition !== null) wanted.filters.push(condition)
  return true
}

/** Finds what a name stands for; false when nothing is called so. */
async function lookUp(tx: Tx, { channels }: Names, { key, value, text }: Filter, meant: Meant): Promise<boolean> {
  const called = (name: string) => ` ${fold(name).trim()}`.includes(` ${value}`)
  if (key === 'assignee') return has((meant.users = await listCalled(tx, 'users', value)))
  if (key === 'group') return has((meant.groups = await listCalled(tx, 'groups', value)))
  if (key === 'brand') return has((meant.brands = await listCalled(tx, 'brands', value)))
  if (key === 'contact') return has((meant.contacts = await searchContactIds(tx, text, MOST_CONTACTS)))
  return has(
    (meant.channels = channels()
      .filter(({ kind, name }) => kind === value || called(name))
      .map(({ id }) => id)),
  )
}

const has = (ids: readonly number[]): boolean => ids.length > 0

/** What can match at all: contacts have no status, tickets no files, and messages want words. */
function kindsOf({ terms }: Query, filters: readonly Filter[], wanted: Wanted): ReadonlySet<Kind> {
  const kinds = new Set<Kind>()
  const types = filters.filter(({ key, negated }) => key === 'type' && !negated).map(({ value }) => value)
  const isOfMessages = filters.some(({ key, value }) => key === 'has' || (key === 'type' && value === 'note'))
  const isOfTickets = filters.some(({ key }) => key !== 'type' && key !== 'contact')
  const isAsked = (...names: string[]) => types.length === 0 || names.some((name) => types.includes(name))
  const isNot = (name: string) => filters.some(({ key, value, negated }) => key === 'type' && negated && value === name)
  if (isAsked('message', 'note') && !isNot('message') && (wanted.with.length > 0 || types.length > 0))
    kinds.add('messages')
  if (isAsked('ticket') && !isNot('ticket') && !isOfMessages && (wanted.with.length > 0 || filters.length > 0))
    kinds.add('tickets')
  const names = terms.filter(({ negated }) => !negated).length + filters.filter(({ key }) => key === 'contact').length
  if (isAsked('contact') && !isNot('contact') && !isOfMessages && !isOfTickets && names > 0) kinds.add('contacts')
  return kinds
}
