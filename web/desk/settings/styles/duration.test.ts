import assert from 'node:assert/strict'
import test from 'node:test'
import { durationOf, LONGEST_SECONDS, mostOf, secondsOf, units } from './duration.ts'

test('seconds are said in the largest unit that is exact', () => {
  assert.deepEqual(durationOf(60), { amount: 1, unit: 'minutes' })
  assert.deepEqual(durationOf(5_400), { amount: 90, unit: 'minutes' })
  assert.deepEqual(durationOf(3_600), { amount: 1, unit: 'hours' })
  assert.deepEqual(durationOf(36 * 3_600), { amount: 36, unit: 'hours' })
  assert.deepEqual(durationOf(4 * 86_400), { amount: 4, unit: 'days' })
})

test('what is said means the same seconds again', () => {
  for (const seconds of [60, 600, 5_400, 3_600, 7_200, 129_600, 345_600, LONGEST_SECONDS])
    assert.equal(secondsOf(durationOf(seconds)), seconds)
})

test('in each unit the most is 28 days [S0.18]', () => {
  for (const unit of units) assert.equal(secondsOf({ amount: mostOf(unit), unit }), 28 * 86_400)
})
