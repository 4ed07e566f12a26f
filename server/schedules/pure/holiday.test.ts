import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Hours } from '../contract.ts'
import { isHoliday, nextMidnight } from './opening.ts'

const ZONES = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'America/Asuncion', 'Pacific/Apia', 'Africa/Cairo']
const hours = (timeZone: string): Hours => ({
  timeZone,
  week: [],
  holidays: [
    { name: 'One day', from: '2026-05-01', to: '2026-05-01', yearly: true, hours: null },
    {
      name: 'Over new year, half open',
      from: '2026-12-30',
      to: '2027-01-02',
      yearly: false,
      hours: { from: 0, to: 60 },
    },
  ],
})
const dateIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(at)

test('a holiday is a day of the calendar on the wall; the calendar is turned at its midnight, or where that is skipped', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 11, 31) / 60_000 }),
      (zone, minute) => {
        const at = new Date(minute * 60_000)
        const today = dateIn(zone, at)
        const isOne = today.endsWith('-05-01') || (today >= '2026-12-30' && today <= '2027-01-02')
        assert.equal(isHoliday(hours(zone), at), isOne)
        const midnight = nextMidnight(hours(zone), at)
        assert.ok(midnight > at)
        assert.notEqual(dateIn(zone, midnight), today)
        assert.equal(dateIn(zone, new Date(midnight.getTime() - 1)), today)
      },
    ),
    { numRuns: 3_000 },
  )
})
