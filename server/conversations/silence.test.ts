import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { answered, nextQuietAct, type Silence, stepTaken } from './silence.ts'

const MINUTE = 60_000
const minutes = fc.integer({ min: 1, max: 15 })
const policy = fc.record({
  steps: fc.array(
    minutes.map((afterMinutes) => ({ afterMinutes, status: null, tags: [], text: '' })),
    { minLength: 1, maxLength: 3 },
  ),
  endAfterMinutes: fc.option(fc.integer({ min: 0, max: 15 })),
})
const deeds = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 20 }), who: fc.constantFrom('agent' as const, 'customer' as const) }),
  { maxLength: 12 },
)

test('the first word after the customer’s last starts the clock; more words leave it [QU1]', () => {
  const first = answered(null, new Date(0))
  assert.deepEqual(answered(first, new Date(5)), first)
  assert.deepEqual(answered(stepTaken(first, new Date(9)), new Date(12)), { since: new Date(12), done: 1 })
})

test('whoever talks and waits: each step once, in order, never early, nothing once the customer has answered [QU1] [QU2]', () => {
  fc.assert(
    fc.property(policy, deeds, (inactivity, said) => {
      let now = 0
      let silence: Silence | null = null
      let lastHeard = 0
      let acts: string[] = []
      let isOver = false
      const pass = (until: number) => {
        for (;;) {
          const next = isOver ? null : nextQuietAct(inactivity, silence)
          if (next === null || silence === null || next.dueAt.getTime() > until) break
          const at = next.dueAt
          const waits: number =
            next.kind === 'end' ? (inactivity.endAfterMinutes ?? 0) : (inactivity.steps[next.index]?.afterMinutes ?? 0)
          assert.ok(at.getTime() - silence.since.getTime() === waits * MINUTE, 'never early, never late')
          acts.push(next.kind === 'end' ? 'end' : String(next.index))
          if (next.kind === 'end') isOver = true
          else silence = stepTaken(silence, at)
        }
        now = until
      }
      for (const { wait, who } of [...said, { wait: 600, who: 'customer' as const }]) {
        pass(now + wait * MINUTE)
        const expected = [...inactivity.steps.keys(), ...(inactivity.endAfterMinutes === null ? [] : ['end'])]
        assert.deepEqual(acts, expected.map(String).slice(0, acts.length), 'in order, each once')
        if (isOver) return
        if (who === 'customer') {
          silence = null
          acts = []
        } else {
          silence = answered(silence, new Date(now))
          lastHeard = now
        }
        assert.ok(silence === null || silence.since.getTime() <= Math.max(lastHeard, now))
      }
    }),
  )
})

test('without a clock in the style nothing ever comes', () => {
  assert.equal(nextQuietAct(undefined, answered(null, new Date(0))), null)
})
