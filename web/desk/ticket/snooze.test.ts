import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localInput, snoozeChoices } from './snooze.ts'

test('choices of a Wednesday afternoon', () => {
  const choices = snoozeChoices(new Date(2026, 0, 7, 14, 50))
  assert.deepEqual(
    choices.map(({ id, at }) => `${id} ${localInput(at)}`),
    ['later 2026-01-07T17:30', 'tomorrow 2026-01-08T09:00', 'monday 2026-01-12T09:00', 'week 2026-01-14T09:00'],
  )
})

test('always later than now, each moment once, Monday is a Monday', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(2020, 0, 1), max: new Date(2040, 0, 1), noInvalidDate: true }), (now) => {
      const choices = snoozeChoices(now)
      assert.ok(choices.every(({ at }) => at > now))
      assert.equal(new Set(choices.map(({ at }) => at.getTime())).size, choices.length)
      for (const { id, at } of choices) if (id === 'monday') assert.equal(at.getDay(), 1)
    }),
  )
})
