import { listDifference } from '../rules/rule-words.ts'

/** `isList`: conditions, actions … of a list: those it lost, and those it got. */
export type Difference = { field: string; before: unknown; after: unknown; isList?: true }

/** Field → [before, after], with what is inside of fields taken apart: `settings.greeting.fr`. */
export function differencesOf(changes: Record<string, [unknown, unknown]>): Difference[] {
  return Object.entries(changes).flatMap(([field, [before, after]]) => apart(field, before, after))
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
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names.flatMap((name) => apart(`${field}.${name}`, from[name] ?? null, to[name] ?? null))
}

/** Rules are taken apart also when they are made. */
function emptyOf(field: string, after: unknown): unknown {
  if (field === 'definition' || field.endsWith('conditions')) return {}
  return areParts(after) ? [] : null
}

const areParts = (value: unknown): value is object[] => Array.isArray(value) && value.every(isFields)
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
