import { listDifference } from '../rules/rule-words.ts'

/** `isList`: conditions, actions … of a list: those it lost, and those it got. */
export type Difference = { field: string; before: unknown; after: unknown; isList?: true }

/** Numbers in another order say nothing to a reader; that they are is the entry itself. */
const ORDER = 'order'

/** Field → [before, after], with what is inside of fields taken apart: `settings.greeting.fr`. */
export function differencesOf(changes: Record<string, [unknown, unknown]>): Difference[] {
  return inOrder(Object.entries(changes), ([field]) => field).flatMap(([field, [before, after]]) =>
    field === ORDER || ((before ?? null) === null && after === '') ? [] : apart(field, before, after),
  )
}

function apart(field: string, before: unknown, after: unknown): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [from, to] = [before ?? emptyOf(field, after), after]
  if (areParts(from) && areParts(to)) {
    const { lost, got } = listDifference(from, to)
    return lost.length + got.length === 0 ? [] : [{ field, before: lost, after: got, isList: true }]
  }
  // What did not exist before is told whole, not as a list of all it consists of.
  if (!isFields(from) || !isFields(to)) return [{ field, before, after }]
  const names = inOrder([...new Set([...Object.keys(from), ...Object.keys(to)])], (name) => name)
  // Of what is made, what is empty or off is not worth a line.
  const told = isMade(field, before) ? names.filter((name) => !isEmpty(to[name])) : names
  return told.flatMap((name) => apart(`${field}.${name}`, from[name] ?? null, to[name] ?? null))
}

/** These consist of so much that they are taken apart also when they are made. */
function emptyOf(field: string, after: unknown): unknown {
  if (/^(definition|inactivity|targets(\.\w+)?)$|conditions$/.test(field)) return {}
  return areParts(after) ? [] : null
}
const isMade = (field: string, before: unknown): boolean =>
  (before === null || before === undefined) && /^(definition|inactivity|targets)/.test(field)
const isEmpty = (value: unknown): boolean =>
  value === null || value === false || value === 0 || (Array.isArray(value) && value.length === 0)

const areParts = (value: unknown): value is object[] => Array.isArray(value) && value.every(isFields)
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As they are kept, fields have no order: what it is called comes first, then what it is for, from the most urgent on. */
const FIRST = [
  'name',
  'names',
  'title',
  'shortcut',
  'category',
  'active',
  'event',
  'urgent',
  'high',
  'normal',
  'low',
].concat([
  'first_reply',
  'next_reply',
  'requester_wait',
  'agent_work',
  'resolution',
  'question',
  'points',
  'look',
  'words',
  'conditions',
  'all',
  'any',
  'actions',
])
const inOrder = <T>(all: readonly T[], nameOf: (one: T) => string): T[] => {
  const rank = (one: T) => (FIRST.indexOf(nameOf(one)) + FIRST.length + 1) % (FIRST.length + 1)
  return all.toSorted((a, b) => rank(a) - rank(b))
}
