import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import { fieldsByName, ticketFields } from '../../tickets/index.ts'
import type { Action, TriggerDefinition } from '../contract.ts'
import { conflictsOf } from './conflicts.ts'

const fields = fieldsByName(ticketFields)
const rule = (all: Condition[], ...actions: Action[]): TriggerDefinition => ({ conditions: { all, any: [] }, actions })
const kinds = (own: TriggerDefinition, ...others: TriggerDefinition[]) =>
  conflictsOf(
    own,
    others.map((definition, id) => ({ id, title: `Rule ${id}`, definition })),
    fields,
  ).map(({ kind }) => kind)
const is = (field: string, value: string): Condition => ({ field, operator: 'is', value })

const up = rule([is('priority', 'low')], { do: 'set_priority', priority: 'high' })
const down = rule([is('priority', 'high')], { do: 'set_priority', priority: 'low' })

test('two that undo each other are a loop; one that undoes the other is said as such', () => {
  assert.deepEqual(kinds(up, down), ['loop'])
  const always = rule([is('status', 'open')], { do: 'set_priority', priority: 'high' })
  assert.deepEqual(kinds(always, down), ['undone'])
  assert.deepEqual(kinds(up, up), ['shadowed'])
  assert.deepEqual(kinds(up), [])
  assert.deepEqual(
    kinds(up, rule([is('priority', 'high'), is('status', 'open')], { do: 'set_priority', priority: 'low' })),
    [],
  )
})

test('a tag that one rule adds and another takes away: each is seen by what it asks for', () => {
  const tags = (operator: Condition['operator'], ...value: string[]): Condition => ({ field: 'tags', operator, value })
  const add = rule([is('status', 'open'), tags('contains_none', 'late')], { do: 'add_tags', tags: ['late'] })
  const remove = rule([is('status', 'open'), tags('contains_all', 'late')], { do: 'remove_tags', tags: ['late'] })
  assert.deepEqual(kinds(add, remove), ['loop'])
  const always = rule([is('status', 'open')], { do: 'add_tags', tags: ['vip', 'late'] })
  assert.deepEqual(kinds(always, remove), ['undone'])
  const other = rule([is('status', 'open'), tags('contains_any', 'late', 'vip')], { do: 'remove_tags', tags: ['late'] })
  assert.deepEqual(kinds(always, other), [], 'it may be for the other tag')
})

test('conditions that exclude each other can never hold', () => {
  const never: Condition[][] = [
    [is('status', 'open'), is('status', 'solved')],
    [is('status', 'open'), { field: 'status', operator: 'is_not', value: 'open' }],
    [is('status', 'open'), { field: 'status', operator: 'one_of', value: ['solved'] }],
    [
      { field: 'tags', operator: 'present' },
      { field: 'tags', operator: 'absent' },
    ],
    [
      { field: 'tags', operator: 'contains_any', value: ['a', 'b'] },
      { field: 'tags', operator: 'contains_none', value: ['a', 'b', 'c'] },
    ],
    [
      { field: 'reopens', operator: 'greater', value: 3 },
      { field: 'reopens', operator: 'less', value: 3 },
    ],
    [
      { field: 'priority', operator: 'greater', value: 'high' },
      { field: 'priority', operator: 'at_most', value: 'normal' },
    ],
    [
      { field: 'status', operator: 'changed_to', value: 'open' },
      { field: 'status', operator: 'not_changed' },
    ],
  ]
  const end: Action = { do: 'end_session' }
  for (const all of never) assert.deepEqual(kinds(rule(all, end)), ['never'], JSON.stringify(all))
  const fine: Condition[][] = [
    [is('status', 'open'), is('priority', 'low')],
    [
      { field: 'reopens', operator: 'at_least', value: 3 },
      { field: 'reopens', operator: 'at_most', value: 3 },
    ],
    [
      { field: 'reopens', operator: 'greater', value: 1 },
      { field: 'reopens', operator: 'greater', value: 3 },
    ],
    [is('status', 'open'), { field: 'status', operator: 'one_of', value: ['open', 'solved'] }],
  ]
  for (const all of fine) assert.deepEqual(kinds(rule(all, end)), [], JSON.stringify(all))
})
