import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stretches } from './stretches.ts'

const SECOND = 1_000
const wordsOf = (seconds: number): string[] =>
  [12, 16, 20, 24].map((width, level) => `'#${level + 1}.${Math.floor(seconds / 2 ** width)}'`)

test('each instant between is in exactly one stretch, and newer ones come first [TS2]', () => {
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
  fc.assert(
    fc.property(
      seconds,
      seconds,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, at1, at2) => {
        const [oldest, newest] = [Math.min(a, b), Math.max(a, b)]
        const found = stretches(new Date(newest * SECOND), new Date(oldest * SECOND))
        const placeOf = (instant: number) => {
          const places = wordsOf(instant)
            .map((word) => found.indexOf(word))
            .filter((place) => place >= 0)
          assert.equal(places.length, 1, `${instant} between ${oldest} and ${newest}`)
          return places[0] ?? -1
        }
        const [first, second] = [
          oldest + Math.floor(at1 * (newest - oldest)),
          oldest + Math.floor(at2 * (newest - oldest)),
        ]
        assert.equal(Math.sign(placeOf(first) - placeOf(second)) * Math.sign(first - second) <= 0, true)
      },
    ),
  )
})

test('ten years are some sixty stretches [TS2]', () => {
  const newest = new Date('2026-11-25T12:00:00Z')
  assert.ok(stretches(newest, new Date('2016-11-25T12:00:00Z')).length < 75)
  assert.deepEqual(stretches(newest, newest), [`'#1.${Math.floor(newest.getTime() / 4_096_000)}'`])
})
