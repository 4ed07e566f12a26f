import assert from 'node:assert/strict'
import { test } from 'node:test'
import { percentile, spread } from './statistics.ts'

test('percentiles are values that were measured, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  assert.deepEqual([percentile(hundred, 0.5), percentile(hundred, 0.95), percentile(hundred, 0.99)], [50, 95, 99])
  assert.equal(percentile([7], 0.99), 7)
  assert.ok(Number.isNaN(percentile([], 0.5)))
})

test('a spread keeps the order of the runs and tells the middle of an even number', () => {
  assert.deepEqual(spread([3, 1, 2]), { median: 2, min: 1, max: 3, all: [3, 1, 2] })
  assert.equal(spread([4, 1, 3, 2]).median, 2.5)
})
