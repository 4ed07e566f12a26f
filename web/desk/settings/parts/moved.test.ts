import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved } from './moved.ts'

test('what is moved stands before or after its target, all else as it was', () => {
  const ids = [1, 2, 3, 4]
  assert.deepEqual(moved(ids, new Set([1]), 3, 'after'), [2, 3, 1, 4])
  assert.deepEqual(moved(ids, new Set([4]), 1, 'before'), [4, 1, 2, 3])
  assert.deepEqual(moved(ids, new Set([4, 2]), 1, 'before'), [2, 4, 1, 3])
  assert.deepEqual(moved(ids, new Set([2]), 2, 'after'), ids)
})
