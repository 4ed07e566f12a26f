import type { Facts } from '../../platform/pure/conditions/condition.ts'
import { folded, isNothing } from '../../platform/pure/conditions/compile.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { Trigger } from '../directory.ts'
import { type Key, pivotOf, usesOf } from './pivot.ts'

/**
 * Finds, among hundreds of triggers, the few an update could fire: each is filed under one of its own necessary conditions,
 * the most telling one. What is left out cannot hold; what is found is still asked.
 */
export type TriggerIndex = { size: number; candidates(facts: Facts): Trigger[] }

/** field → what it must have, or name → triggers. */
type Shelves = Map<string, Map<unknown, Trigger[]>>
type AtLeast = { limit: number; trigger: Trigger }

export function indexTriggers(triggers: readonly Trigger[], fields: ReadonlyMap<string, Field>): TriggerIndex {
  const always: Trigger[] = []
  const byChange = new Map<string, Trigger[]>()
  const byValue: Shelves = new Map()
  const byMember: Shelves = new Map()
  const byWord: Shelves = new Map()
  /** field → from the lowest limit on. */
  const byLimit = new Map<string, AtLeast[]>()
  const uses = usesOf(triggers.map(({ definition }) => definition.conditions))
  for (const trigger of triggers) {
    const pivot = pivotOf(trigger.definition.conditions, fields, uses)
    if (pivot === null) always.push(trigger)
    else for (const key of pivot.keys) file(trigger, key)
  }
  for (const list of byLimit.values()) list.sort((a, b) => a.limit - b.limit)
  return {
    size: triggers.length,
    candidates({ state, changes }) {
      const found = [...always]
      for (const field of Object.keys(changes)) take(found, byChange.get(field))
      for (const [field, shelf] of byValue) take(found, shelf.get(state[field]))
      for (const [field, shelf] of byMember) for (const each of listOf(state[field])) take(found, shelf.get(each))
      for (const [field, shelf] of byWord) for (const word of wordsOf(state[field])) take(found, shelf.get(word))
      for (const [field, list] of byLimit) takeUpTo(found, list, state[field])
      return found.length === always.length ? found : inOrder(found)
    },
  }

  function file(trigger: Trigger, key: Key): void {
    switch (key.by) {
      case 'change':
        return void listIn(byChange, key.field).push(trigger)
      case 'value':
        return void listIn(shelfOf(byValue, key.field), key.value).push(trigger)
      case 'member':
        return void listIn(shelfOf(byMember, key.field), key.value).push(trigger)
      case 'word':
        return void listIn(shelfOf(byWord, key.field), key.value).push(trigger)
      case 'limit':
        return void listIn(byLimit, key.field).push({ limit: key.value, trigger })
    }
  }
}

function take(found: Trigger[], more: readonly Trigger[] | undefined): void {
  if (more !== undefined) for (const trigger of more) found.push(trigger)
}

function takeUpTo(found: Trigger[], list: readonly AtLeast[], value: unknown): void {
  if (isNothing(value)) return
  for (const { limit, trigger } of list) {
    // Also stops at what is no number.
    if (!(limit <= Number(value))) return
    found.push(trigger)
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const wordsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' && value !== '' ? folded(value).split(' ') : []

/** What is filed under several words or members may be found several times. */
const inOrder = (found: readonly Trigger[]): Trigger[] => [...new Set(found)].sort((a, b) => a.order - b.order)

function listIn<Name, Each>(shelves: Map<Name, Each[]>, key: Name): Each[] {
  const list = shelves.get(key) ?? []
  shelves.set(key, list)
  return list
}

function shelfOf(shelves: Shelves, field: string): Map<unknown, Trigger[]> {
  const shelf = shelves.get(field) ?? new Map<unknown, Trigger[]>()
  shelves.set(field, shelf)
  return shelf
}
