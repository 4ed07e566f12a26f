import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wallClock } from './wall-clock.ts'

test('hour and weekday are those of the place, over midnight and a change of the clocks', () => {
  const at = new Date('2026-03-28T23:30:00Z')
  assert.deepEqual(wallClock('UTC', at), { hourOfDay: 23, weekday: 'saturday' })
  assert.deepEqual(wallClock('Europe/Paris', at), { hourOfDay: 0, weekday: 'sunday' })
  assert.deepEqual(wallClock('America/New_York', at), { hourOfDay: 19, weekday: 'saturday' })
  // An hour and a half later Paris has gone forward.
  assert.equal(wallClock('Europe/Paris', new Date('2026-03-29T01:00:00Z')).hourOfDay, 3)
})
