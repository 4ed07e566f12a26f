import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { heldOffset, windowOf } from './list-window.ts'

test('rows in sight, with some around them', () => {
  assert.deepEqual(windowOf({ top: 0, room: 600, height: 60, count: 1000 }), { from: 0, to: 16 })
  assert.deepEqual(windowOf({ top: 6000, room: 600, height: 60, count: 105 }), { from: 94, to: 105 })
})

test('at the top, without a pointer, new rows simply come in', () => {
  assert.equal(heldOffset({ old: [1, 2], now: [3, 1, 2], height: 60, top: 0, pointer: null }), null)
})

test('the row under the pointer stays under it, however the list is shuffled', () => {
  const lists = fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(lists, fc.nat({ max: 20 }), fc.nat({ max: 500 }), (ids, moved, pointer) => {
      const height = 60
      const old = ids
      const now = [ids[moved] ?? 0, ...ids.filter((_, index) => index !== moved)]
      const top = 300
      const under = old[Math.floor((top + pointer) / height)]
      const held = heldOffset({ old, now, height, top, pointer })
      assert.notEqual(held, null)
      // The pointed row itself may have risen to the top: then the view follows it as far as it can.
      if (under !== ids[moved] && under !== undefined)
        assert.equal(now[Math.floor(((held ?? 0) + pointer) / height)], under)
    }),
  )
})
