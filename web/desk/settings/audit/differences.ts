export type Difference = { field: string; before: unknown; after: unknown }

/** Field → [before, after], with what is inside of fields taken apart: `settings.greeting.fr`. */
export function differencesOf(changes: Record<string, [unknown, unknown]>): Difference[] {
  return Object.entries(changes).flatMap(([field, [before, after]]) => apart(field, before, after))
}

function apart(field: string, before: unknown, after: unknown): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  // What did not exist before is told whole, not as a list of all it consists of.
  if (!isFields(before) || !isFields(after)) return [{ field, before, after }]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) => apart(`${field}.${name}`, before[name] ?? null, after[name] ?? null))
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
