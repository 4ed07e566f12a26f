import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { draftOf, inactivityOf, mayStand, usual } from './silence-draft.ts'

const style: StyleView = {
  id: 1,
  kind: 'custom',
  name: 'Quiet',
  closeAfterSeconds: 3_600,
  undoSeconds: 0,
  inactivity: null,
  endOnSolve: false,
  active: true,
  builtIn: false,
  channels: 0,
}
const words = (n: number) => ({ en: `Reminder ${n}` })

test('what is edited and not changed is what was stored', () => {
  assert.equal(inactivityOf(draftOf(style)), null)
  const inactivity = { steps: usual(words), endAfterMinutes: 0 }
  assert.deepEqual(inactivityOf(draftOf({ ...style, inactivity })), inactivity)
})

test('tags lose what surrounds them, and those that are empty', () => {
  const steps = usual(words).map((step) => ({ ...step, tags: [' a ', ''] }))
  assert.deepEqual(inactivityOf({ ...draftOf(style), isOn: true, steps })?.steps[0]?.tags, ['a'])
})

test('only the last step solves', () => {
  const steps = usual(words)
  assert.ok(mayStand({ steps }, 2))
  assert.ok(!mayStand({ steps: steps.toReversed() }, 0))
})
