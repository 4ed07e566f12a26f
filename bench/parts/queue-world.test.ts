import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mixture, seeded, tryOut } from './queue-world.ts'

test('of the ranges told to customers who wait, eight in ten and more hold what came, in each condition nearly so [RO10]', () => {
  const all = mixture.map((conditions, index) => ({ conditions, ...tryOut(conditions, seeded(index + 1)) }))
  const [told, held] = [all.reduce((sum, each) => sum + each.told, 0), all.reduce((sum, each) => sum + each.held, 0)]
  assert.ok(told > 5_000)
  assert.ok(held / told >= 0.8, `${held} of ${told}`)
  // A range that is always true because it is wide enough for anything would be no answer.
  for (const { conditions, told: n, held: h } of all)
    assert.ok(n < 100 || h / n >= 0.6, `${h} of ${n} in ${JSON.stringify(conditions)}`)
})
