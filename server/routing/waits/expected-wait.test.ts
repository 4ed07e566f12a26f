import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { betaBelow, betaQuantile } from './beta-quantile.ts'
import { minutesOf, throughputOf, waitRange } from './expected-wait.ts'

const MINUTE = 60_000
const near = (a: number, b: number, by: number) => assert.ok(Math.abs(a - b) < by, `${a} is not ${b}`)

test('quantiles of the beta distribution are those of the tables', () => {
  // Beta(1, b) has a closed form; the others are from R, qbeta.
  for (const b of [0.5, 1, 4, 20]) near(betaQuantile(0.3, 1, b), 1 - 0.7 ** (1 / b), 1e-9)
  near(betaQuantile(0.05, 2, 5.5), 0.057_84, 1e-3)
  near(betaQuantile(0.5, 3, 3), 0.5, 1e-9)
  fc.assert(
    fc.property(
      fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0.5, max: 40, noNaN: true }),
      (p, a, b) => near(betaBelow(betaQuantile(p, a, b), a, b), p, 1e-6),
    ),
  )
})

test('further back takes longer, a faster queue is faster, and little knowledge makes it wide [RO10]', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 3, max: 20 }),
      fc.integer({ min: 1, max: 60 }),
      (place, taken, minutes) => {
        const of = (k: number, n: number, m: number) =>
          waitRange(k, { taken: n, busyMs: m * MINUTE }) ?? { lowMs: Number.NaN, highMs: Number.POSITIVE_INFINITY }
        const range = of(place, taken, minutes)
        if (Number.isNaN(range.lowMs)) return
        assert.ok(range.lowMs >= 0 && range.lowMs < range.highMs)
        const behind = of(place + 1, taken, minutes)
        if (!Number.isNaN(behind.lowMs)) assert.ok(behind.lowMs > range.lowMs)
        assert.ok(behind.highMs > range.highMs)
        const half = of(place, taken, minutes / 2)
        near(half.highMs * 2, range.highMs, 1)
        const told = minutesOf(range)
        assert.ok(told.low * MINUTE <= range.lowMs && told.high * MINUTE >= range.highMs - 1)
      },
    ),
  )
  const [little, much] = [3, 10].map((taken) => waitRange(5, { taken, busyMs: taken * MINUTE }))
  assert.ok((little?.highMs ?? 0) > (much?.highMs ?? 0))
})

test('only time in which somebody waited tells how fast a queue moves; without history nothing is said [RO10]', () => {
  const now = 1_000 * MINUTE
  assert.equal(throughputOf([], [now], now), null)
  assert.equal(waitRange(1, null), null)
  const old = Array.from({ length: 9 }, (_, index) => ({ at: now - 8 * 86_400_000 - index, waitedMs: 5_000 }))
  assert.equal(throughputOf(old, [], now), null)
  // Two busy spells of two minutes each, hours apart.
  const busy = [0, 500].flatMap((at) => [1, 2].map((k) => ({ at: (at + k) * MINUTE, waitedMs: k * MINUTE })))
  assert.deepEqual(throughputOf(busy, [], now), { taken: 4, busyMs: 4 * MINUTE })
  // Whoever has been waiting for ten minutes says that nothing has moved since.
  assert.deepEqual(throughputOf(busy, [now - 10 * MINUTE], now), { taken: 4, busyMs: 14 * MINUTE })
  // Never did anybody wait: those who came could be taken.
  const free = [1, 2, 3, 4].map((k) => ({ at: now - k * MINUTE, waitedMs: 20 }))
  assert.deepEqual(throughputOf(free, [], now), { taken: 4, busyMs: 4 * MINUTE + 1 })
})
