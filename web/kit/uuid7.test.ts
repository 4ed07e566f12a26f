import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid7 } from './uuid7.ts'

test('ids made later sort later, whatever the clock does', () => {
  const made = [...Array.from({ length: 500 }, () => uuid7()), uuid7(1_000), uuid7()]
  assert.deepEqual(made.toSorted(), made)
  assert.equal(new Set(made).size, made.length)
  assert.match(made[0] ?? '', /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
