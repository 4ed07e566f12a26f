import assert from 'node:assert/strict'
import { test } from 'node:test'
import { same } from './same.ts'

test('parts may stand in any order, the order of lists counts', () => {
  assert.ok(same({ a: 1, b: [{ c: 2, d: null }] }, { b: [{ d: null, c: 2 }], a: 1 }))
  assert.ok(!same({ a: [1, 2] }, { a: [2, 1] }))
  assert.ok(!same({ a: 1 }, { a: 1, b: 2 }))
  assert.ok(same({ a: 1, b: undefined }, { a: 1 }))
})
