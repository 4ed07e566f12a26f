import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MacroPreview } from '../../../server/rules/contract.ts'
import { changesFor, changesNothing, nothingPending, without, withMacro } from './pending.ts'

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
