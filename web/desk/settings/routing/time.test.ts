import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostOf, secondsOf, timeOf } from './time.ts'

test('seconds are said in the largest unit that says them exactly, and back', () => {
  for (const [seconds, amount, unit] of [
    [0, 0, 'seconds'],
    [30, 30, 'seconds'],
    [90, 90, 'seconds'],
    [60, 1, 'minutes'],
    [5_400, 90, 'minutes'],
    [7_200, 2, 'hours'],
    [604_800, 7, 'days'],
  ] as const) {
    assert.deepEqual(timeOf(seconds), { amount, unit })
    assert.equal(secondsOf(amount, unit), seconds)
  }
  assert.equal(mostOf('hours', 5_400), 1)
})
