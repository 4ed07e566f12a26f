import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createBucket } from './bucket.ts'

const spend = (bucket: ReturnType<typeof createBucket>, key: string, now: number, cost = 1): boolean => {
  if (bucket.wait(key, now, cost) > 0) return false
  bucket.take(key, now, cost)
  return true
}

test('a full bucket gives its burst at once, then one each interval', () => {
  const bucket = createBucket({ burst: 3, perSecond: 2 })
  assert.deepEqual(
    [0, 0, 0, 0].map((now) => spend(bucket, 'a', now)),
    [true, true, true, false],
  )
  assert.equal(bucket.wait('a', 0), 500)
  assert.equal(spend(bucket, 'a', 499), false)
  assert.equal(spend(bucket, 'a', 500), true)
  assert.equal(spend(bucket, 'b', 0), true, 'another key is not touched')
})

test('[LI1] waiting as long as told is always enough, and in any time no more is given than burst and rate allow', () => {
  const steps = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 4_000 }), cost: fc.integer({ min: 1, max: 12 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 20 }), steps, (burst, perSecond, given) => {
      const bucket = createBucket({ burst, perSecond })
      let now = 1_000
      let spent = 0
      for (const { after, cost } of given) {
        now += after
        const wait = bucket.wait('k', now, cost)
        if (wait > 0) assert.equal(bucket.wait('k', now + wait, cost), 0)
        if (spend(bucket, 'k', now, cost)) spent += Math.min(cost, burst)
        // The last one spent may have been given out of a bucket that was full to the millisecond.
        assert.ok(spent <= burst + ((now - 1_000) / 1_000) * perSecond + 1e-6)
      }
    }),
  )
})

test('what is larger than the bucket costs a whole bucket instead of being refused for ever', () => {
  const bucket = createBucket({ burst: 10, perSecond: 1 })
  assert.equal(spend(bucket, 'a', 0, 1_000), true)
  assert.equal(bucket.wait('a', 0), 1_000)
  assert.equal(bucket.wait('a', 0, 1_000), 10_000)
})

test('[LI5] memory is bounded: the longest idle key is forgotten', () => {
  const bucket = createBucket({ burst: 1, perSecond: 1 }, 100)
  for (let visitor = 0; visitor < 10_000; visitor += 1) bucket.take(`v${visitor}`, visitor)
  assert.equal(bucket.size, 100)
  assert.ok(bucket.wait('v9999', 9_999) > 0)
  assert.equal(bucket.wait('v1', 9_999), 0)
})
