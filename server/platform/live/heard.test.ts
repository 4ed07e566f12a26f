import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createHeard } from './heard.ts'

test('what was heard, in whatever order, is not missing; all else is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }), (positions) => {
      const heard = createHeard()
      for (const position of positions) heard.note('conversation:1', position)
      const missing = heard.missing('conversation:1', 1, 30)
      // It may forget what it heard (and is told it again), and never believes to have heard what it has not.
      for (let position = 1; position <= 30; position += 1)
        if (!positions.includes(position)) assert.ok(missing.includes(position), `${position} was never heard`)
      // In their order, as it is nearly always, it knows them exactly.
      const inOrder = createHeard()
      for (const position of [...positions].sort((a, b) => a - b)) inOrder.note('conversation:1', position)
      assert.deepEqual(
        inOrder.missing('conversation:1', 1, 30),
        Array.from({ length: 30 }, (_, index) => index + 1).filter((position) => !positions.includes(position)),
      )
    }),
  )
})

test('a wide jump keeps no list of what lies between', () => {
  const heard = createHeard()
  heard.note('account', 1)
  heard.note('account', 5_000)
  heard.note('account', 5_001)
  assert.deepEqual(heard.missing('account', 4_999, 5_002), [4_999, 5_002])
})

test('a stream that has been silent for some turns is forgotten', () => {
  const heard = createHeard()
  heard.note('account', 1)
  for (let turn = 0; turn < 5; turn += 1) heard.turn()
  assert.deepEqual(heard.missing('account', 1, 1), [])
  heard.turn()
  assert.deepEqual(heard.missing('account', 1, 1), [1])
})
