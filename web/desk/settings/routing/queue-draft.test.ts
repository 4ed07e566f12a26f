import assert from 'node:assert/strict'
import { test } from 'node:test'
import { split, sumOf } from './queue-draft.ts'

test('however often a queue is split, its parts are the whole', () => {
  const one = [{ percent: 100, groupIds: [7] }]
  for (let n = 1; n <= 5; n += 1) {
    const parts = split(one, n)
    assert.equal(parts.length, n)
    assert.equal(sumOf(parts), 100)
    assert.deepEqual(parts[0]?.groupIds, [7])
  }
})
