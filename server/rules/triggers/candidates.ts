import type { Condition, Facts } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { Trigger } from '../directory.ts'

/**
 * Finds, among hundreds of triggers, the few an update could fire: each is filed under one of its own necessary conditions,
 * the most telling one. What is left out cannot hold; what is found is still asked.
 */
export type TriggerIndex = { size: number; candidates(facts: Facts): Trigger[] }

type Shelf = Map<unknown, Trigger[]>

export function indexTriggers(triggers: readonly Trigger[], fields: ReadonlyMap<string, Field>): TriggerIndex {
  const always: Trigger[] = []
  /** field → those that need it to change. */
  const byChange = new Map<string, Trigger[]>()
  /** field → value → those that need it to have that value. */
  const byValue = new Map<string, Shelf>()
  for (const trigger of triggers) {
    const pivot = pivotOf(trigger.definition.conditions.all, fields)
    if (pivot === null) always.push(trigger)
    else if (pivot.kind === 'change') listIn(byChange, pivot.field).push(trigger)
    else {
      const shelf = byValue.get(pivot.field) ?? new Map<unknown, Trigger[]>()
      byValue.set(pivot.field, shelf)
      for (const value of pivot.values) listIn(shelf, value).push(trigger)
    }
  }
  return {
    size: triggers.length,
    candidates({ state, changes }) {
      const found = [...always]
      for (const field of Object.keys(changes)) found.push(...(byChange.get(field) ?? []))
      for (const [field, shelf] of byValue) found.push(...(shelf.get(state[field]) ?? []))
      return found.length === always.length ? found : found.sort((a, b) => a.order - b.order)
    },
  }
}

type Pivot = { kind: 'change'; field: string } | { kind: 'value'; field: string; values: unknown[] }

/** A change is rarer than a state; of states, one value is rarer than many. */
function pivotOf(all: readonly Condition[], fields: ReadonlyMap<string, Field>): Pivot | null {
  const changes = all.find(
    ({ operator }) => operator === 'changed' || operator === 'changed_to' || operator === 'changed_from',
  )
  if (changes !== undefined) return { kind: 'change', field: changes.field }
  const states = all
    .flatMap((condition): Extract<Pivot, { kind: 'value' }>[] => {
      const values = valuesOf(condition)
      return values === null || !isExact(fields.get(condition.field))
        ? []
        : [{ kind: 'value', field: condition.field, values }]
    })
    .sort((a, b) => rarity(a) - rarity(b))
  return states[0] ?? null
}

/** The values that alone can fulfil a condition; null where it cannot be told, or where nothing would do. */
function valuesOf({ operator, value }: Condition): unknown[] | null {
  const list = operator === 'is' ? [value] : operator === 'one_of' && Array.isArray(value) ? value : null
  // Nothing has several faces: null, no text, absent.
  if (list === null || list.some((each) => each === null || each === undefined || each === '')) return null
  return list
}

/** Names and numbers are found by themselves; folded words and sets are not. */
const isExact = (field: Field | undefined): boolean =>
  field?.type === 'choice' || field?.type === 'id' || field?.type === 'number'

const COARSE = ['kind', 'by', 'messageVisibility', 'status', 'session', 'locale', 'brandId', 'channelId']
function rarity({ field, values }: { field: string; values: unknown[] }): number {
  const coarse = COARSE.indexOf(field)
  return values.length + (coarse === -1 ? 0 : (COARSE.length - coarse) * 10)
}

function listIn<Key>(shelves: Map<Key, Trigger[]>, key: Key): Trigger[] {
  const list = shelves.get(key) ?? []
  shelves.set(key, list)
  return list
}
