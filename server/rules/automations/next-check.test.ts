import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compile } from '../../platform/pure/conditions/compile.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import { fieldsByName, ticketFields } from '../../tickets/index.ts'
import type { Schedule } from '../../schedules/index.ts'
import { clocksOf, factsAt } from './clocks.ts'
import { anchorsOf, nextCheck } from './next-check.ts'

const fields = fieldsByName(ticketFields)
const HOUR = 3_600_000
const start = new Date('2026-01-01T00:00:00Z')
const clocks = clocksOf(() => null)
const schedule: Schedule = {
  id: 1,
  name: 'Office',
  isDefault: true,
  timeZone: 'Europe/Paris',
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: 9 * 60, to: 18 * 60 })),
  holidays: [{ name: 'New year', from: '2026-01-01', to: '2026-01-01', yearly: true, hours: null }],
}
const office = clocksOf(() => schedule)
const timed = (...all: Condition[]) => {
  const conditions = { all, any: [] }
  return { conditions, fields, holds: compile(conditions, fields) }
}

const CONDITION: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      field: fc.constantFrom('inStatusSince', 'customerAt', 'createdAt'),
      operator: fc.constantFrom(
        'less' as const,
        'greater' as const,
        'at_most' as const,
        'at_least' as const,
        'is' as const,
      ),
      value: fc.constantFrom(0, 1, 2, 5, 24),
      business: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      field: fc.constantFrom('inBusinessHours', 'onHoliday'),
      operator: fc.constant('is' as const),
      value: fc.boolean(),
    }),
  },
)

test('between now and the next check the answer never changes: nothing comes true unseen', () => {
  fc.assert(
    fc.property(
      fc.array(CONDITION, { minLength: 1, maxLength: 3 }),
      fc.record({
        inStatusSince: fc.integer({ min: -50, max: 0 }),
        customerAt: fc.integer({ min: -50, max: 0 }),
        createdAt: fc.integer({ min: -50, max: 0 }),
      }),
      fc.integer({ min: 0, max: 60 * 60 }),
      (all, hours, minutes) => {
        const automation = timed(...all)
        const state = Object.fromEntries(
          Object.entries(hours).map(([name, offset]) => [name, new Date(start.getTime() + offset * HOUR)]),
        )
        const facts = { state, changes: {} }
        const next = nextCheck(automation, facts, start, office)
        const now = automation.holds(factsAt(facts, start, office))
        const later = new Date(start.getTime() + minutes * 60_000)
        if (next === null || later < next) assert.equal(automation.holds(factsAt(facts, later, office)), now)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('opening hours are asked of the schedule; nothing timed is never due', () => {
  const inHours = timed({ field: 'customerAt', operator: 'at_least', value: 2, business: true })
  const facts = { state: { customerAt: start }, changes: {} }
  const friday = new Date('2026-01-02T10:00:00Z')
  assert.deepEqual(nextCheck(inHours, facts, start, office), friday)
  assert.equal(nextCheck(timed({ field: 'status', operator: 'is', value: 'open' }), facts, start, clocks), null)
})

test('it acts once for the instants it counts from', () => {
  const automation = timed({ field: 'customerAt', operator: 'greater', value: 2 })
  const at = (customerAt: Date) => anchorsOf(automation, { state: { customerAt }, changes: {} })
  assert.equal(at(start), at(new Date(start)))
  assert.notEqual(at(start), at(new Date(start.getTime() + 1)))
})
