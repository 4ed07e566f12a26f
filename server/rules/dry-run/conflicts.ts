import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { Action, ConflictView, TriggerDefinition } from '../contract.ts'

type Rival = { id: number; title: string; definition: TriggerDefinition }

/**
 * What looks wrong about a rule beside the others: it can never hold; it and another undo each other (a loop, which ends at
 * the cap); another undoes what it does; another does the same already. Only what can be seen in the definitions is said.
 */
export function conflictsOf(
  rule: TriggerDefinition,
  rivals: readonly Rival[],
  fields: ReadonlyMap<string, Field>,
): ConflictView[] {
  const found: ConflictView[] = []
  if (neverHolds(rule.conditions.all, fields)) found.push({ kind: 'never', other: null })
  for (const rival of rivals) {
    const kind = conflictWith(rule, rival.definition)
    if (kind !== null) found.push({ kind, other: { id: rival.id, title: rival.title } })
  }
  return found
}

function conflictWith(rule: TriggerDefinition, other: TriggerDefinition): ConflictView['kind'] | null {
  const [mine, theirs] = [setsOf(rule.actions), setsOf(other.actions)]
  const against = [...mine].filter(([field, value]) => theirs.has(field) && !same(theirs.get(field), value))
  for (const [field, value] of against) {
    const leads = leadsTo(other, field, value) && covered(other, rule, field)
    if (leads && leadsTo(rule, field, theirs.get(field))) return 'loop'
    if (leads) return 'undone'
  }
  const isSame = contains(rule.conditions.all, other.conditions.all) && other.conditions.any.length === 0
  if (isSame && rule.actions.every((action) => other.actions.some((each) => same(action, each)))) return 'shadowed'
  return null
}

/** Whether a rule asks for just this: the field having, or getting, that value; a tag being there, or not. */
const leadsTo = ({ conditions }: TriggerDefinition, field: string, value: unknown): boolean =>
  conditions.all.some((condition) => {
    if (condition.field !== fieldOf(field)) return false
    if (condition.field === 'tags') return asksForTag(condition, field.slice(TAG.length), value === true)
    return (condition.operator === 'is' || condition.operator === 'changed_to') && same(condition.value, value)
  })

/** A tag is set and taken away by itself: it is a field of its own here. */
const TAG = 'tags '
const fieldOf = (field: string): string => (field.startsWith(TAG) ? 'tags' : field)

function asksForTag({ operator, value }: Condition, tag: string, isThere: boolean): boolean {
  const tags: readonly unknown[] = Array.isArray(value) ? value : []
  if (!tags.includes(tag)) return false
  if (!isThere) return operator === 'contains_none'
  return operator === 'contains_all' || (operator === 'contains_any' && tags.length === 1)
}

/** Whether all else it asks for is asked for by the first one too. */
const covered = (other: TriggerDefinition, rule: TriggerDefinition, field: string): boolean =>
  other.conditions.any.length === 0 &&
  contains(
    rule.conditions.all,
    other.conditions.all.filter((condition) => condition.field !== fieldOf(field)),
  )

const contains = (list: readonly Condition[], part: readonly Condition[]): boolean =>
  part.every((condition) => list.some((each) => same(each, condition)))

/** What a rule leaves in fields that hold one value. */
function setsOf(actions: readonly Action[]): Map<string, unknown> {
  const sets = new Map<string, unknown>()
  for (const action of actions)
    if (action.do === 'set_status') sets.set('status', action.status)
    else if (action.do === 'set_priority') sets.set('priority', action.priority)
    else if (action.do === 'set_type') sets.set('type', action.type)
    else if (action.do === 'set_own_status') sets.set('statusId', action.statusId)
    else if (action.do === 'set_field') sets.set(`fields.${action.fieldId}`, action.value)
    else if (action.do === 'add_tags' || action.do === 'set_tags')
      for (const tag of action.tags) sets.set(`${TAG}${tag}`, true)
    else if (action.do === 'remove_tags') for (const tag of action.tags) sets.set(`${TAG}${tag}`, false)
    else if (action.do === 'set_form') sets.set('formId', action.formId)
    else if (action.do === 'set_brand') sets.set('brandId', action.brandId)
    else if (action.do === 'set_schedule') sets.set('scheduleId', action.scheduleId)
    else if (action.do === 'set_language') sets.set('locale', action.locale)
    else if (action.do === 'move') sets.set('groupId', action.groupId)
    else if (action.do === 'assign' && action.to !== 'actor') sets.set('assigneeId', action.to)
  return sets
}

/** Two conditions of which at most one can be true. */
function neverHolds(all: readonly Condition[], fields: ReadonlyMap<string, Field>): boolean {
  return all.some((one, index) =>
    all.slice(index + 1).some((other) => one.field === other.field && excludes(one, other, fields.get(one.field))),
  )
}

function excludes(one: Condition, other: Condition, field: Field | undefined): boolean {
  const [a, b] = [one, other].toSorted((x, y) => (x.operator < y.operator ? -1 : 1)) as [Condition, Condition]
  const pair = `${a.operator} ${b.operator}`
  if (pair === 'absent present' || pair === 'changed not_changed') return true
  if (pair === 'changed_to not_changed' || pair === 'changed_from not_changed') return true
  if (pair === 'is is' || pair === 'changed_to is' || pair === 'changed_to changed_to') return !same(a.value, b.value)
  if (pair === 'is is_not') return same(a.value, b.value)
  if (pair === 'is one_of') return Array.isArray(b.value) && !b.value.includes(a.value as never)
  if (pair === 'is none_of') return Array.isArray(b.value) && b.value.includes(a.value as never)
  if (pair === 'contains_all contains_none') return members(a).some((each) => members(b).includes(each))
  if (pair === 'contains_any contains_none') return members(a).every((each) => members(b).includes(each))
  const [low, high] = [one, other].map((each) => rank(each, field))
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) return false
  const [least, most] = isLeast(one) ? [low, high] : [high, low]
  if (isLeast(one) === isLeast(other)) return false
  return (
    least > most ||
    (least === most &&
      (one.operator === 'less' ||
        one.operator === 'greater' ||
        other.operator === 'less' ||
        other.operator === 'greater'))
  )
}

const members = ({ value }: Condition): readonly unknown[] => (Array.isArray(value) ? value : [])
const isLeast = ({ operator }: Condition): boolean => operator === 'greater' || operator === 'at_least'
function rank({ operator, value }: Condition, field: Field | undefined): number | undefined {
  if (!['less', 'greater', 'at_most', 'at_least'].includes(operator)) return undefined
  return field?.ordered === true ? field.options?.indexOf(String(value)) : Number(value)
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
