import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayAfter, dayAt, daysOf, startOf } from './days.ts'

const today = { year: 2026, month: 11, day: 25 }
const said = (text: string) => {
  const days = daysOf(text, today)
  const show = ({ year, month, day }: typeof today) => `${year}-${month}-${day}`
  return days === null ? null : `${show(days.from)}/${show(days.to)}`
}

test('days as people write them in both languages [TS3]', () => {
  assert.equal(said('2026-11-25'), '2026-11-25/2026-11-25')
  assert.equal(said('05/11/2026'), '2026-11-5/2026-11-5')
  assert.equal(said('2024-02'), '2024-2-1/2024-2-29')
  assert.equal(said('2025'), '2025-1-1/2025-12-31')
  assert.equal(said('hier'), '2026-11-24/2026-11-24')
  assert.equal(said('Today'), '2026-11-25/2026-11-25')
  assert.equal(said('7j'), '2026-11-18/2026-11-18')
  for (const wrong of ['2026-13-01', '31/02/2026', 'demain', '', '12']) assert.equal(said(wrong), null)
})

test('a day begins where people are, also when the clock changes [TS3]', () => {
  assert.equal(startOf(today, 'Europe/Paris').toISOString(), '2026-11-24T23:00:00.000Z')
  assert.equal(startOf({ year: 2026, month: 3, day: 30 }, 'Europe/Paris').toISOString(), '2026-03-29T22:00:00.000Z')
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000 }),
      fc.constantFrom('Europe/Paris', 'Pacific/Kiritimati', 'America/New_York', 'UTC', 'Asia/Kathmandu'),
      (halfHours, zone) => {
        const instant = new Date(halfHours * 1_800_000)
        const day = dayAt(instant, zone)
        assert.ok(startOf(day, zone) <= instant)
        assert.ok(instant < startOf(dayAfter(day), zone))
      },
    ),
  )
})
