import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MacroPreview } from '../../../server/rules/contract.ts'
import { changesFor, changesNothing, chosen, nothingPending, without, withMacro } from './pending.ts'

const ticket = { tags: ['parcel', 'angry'] }
const preview = (macroId: number, changes: object, survey: MacroPreview['survey'] = null) => ({
  macroId,
  title: `Macro ${macroId}`,
  message: null,
  changes,
  survey,
  without: [],
})

test('two macros add up, the later one wins where both say something [RU17]', () => {
  const first = withMacro(nothingPending, preview(1, { status: 'solved', tags: ['angry', 'parcel', 'done'] }), ticket)
  const both = withMacro(first, preview(2, { status: 'pending', priority: 'high', tags: ['parcel'] }), ticket)
  assert.deepEqual(
    both.macros.map(({ id }) => id),
    [1, 2],
  )
  assert.deepEqual(changesFor(both, ticket), { status: 'pending', priority: 'high', tags: ['parcel', 'done'] })
})

test('what a colleague tags meanwhile stays', () => {
  const pending = withMacro(nothingPending, preview(1, { tags: ['parcel', 'done'] }), ticket)
  assert.deepEqual(changesFor(pending, { tags: ['angry', 'vip'] }).tags, ['vip', 'done'])
})

test('what is taken off is not sent', () => {
  const pending = withMacro(nothingPending, preview(1, { status: 'solved', priority: 'low' }), ticket)
  const less = without(pending, 'status')
  assert.deepEqual(changesFor(less, ticket), { priority: 'low' })
  assert.ok(changesNothing(without(less, 'priority')))
})

test('a survey alone is something to submit, until it is taken off [RU17]', () => {
  const pending = withMacro(nothingPending, preview(1, {}, { id: 7, name: 'How was it' }), ticket)
  assert.ok(!changesNothing(pending))
  assert.ok(changesNothing({ ...pending, survey: null }))
})

test('fields of two macros add up; a later status takes the place of an own one', () => {
  const first = withMacro(nothingPending, preview(1, { status: 'pending', statusId: 7, fields: { 1: 'a' } }), ticket)
  const both = withMacro(first, preview(2, { status: 'solved', fields: { 2: 'b' } }), ticket)
  assert.deepEqual(changesFor(both, ticket), { status: 'solved', fields: { 1: 'a', 2: 'b' } })
  assert.deepEqual(changesFor(without(first, 'status'), ticket), { fields: { 1: 'a' } })
})

test('what is chosen for a submit counts, not what a macro says of the status', () => {
  const open = { status: 'open' as const, statusId: 3 }
  const said = { status: 'solved' as const, statusId: 9, priority: 'high' as const }
  assert.deepEqual(chosen(said, null, open), said)
  assert.deepEqual(chosen(said, { status: 'open', statusId: 3 }, open), { priority: 'high' })
  assert.deepEqual(chosen(said, { status: 'pending' }, open), { status: 'pending', priority: 'high' })
})
