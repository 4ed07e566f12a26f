import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkHours } from '../schedules/model.ts'
import { frenchHolidays } from './french-holidays.ts'

test('the holidays that move with Easter are on their days, and all are holidays a schedule takes', () => {
  const holidays = frenchHolidays([2025, 2026, 2027])
  const days = (name: string) => holidays.filter((each) => each.name === name).map(({ from }) => from)
  assert.deepEqual(days('Lundi de Pâques'), ['2025-04-21', '2026-04-06', '2027-03-29'])
  assert.deepEqual(days('Ascension'), ['2025-05-29', '2026-05-14', '2027-05-06'])
  assert.deepEqual(days('Lundi de Pentecôte'), ['2025-06-09', '2026-05-25', '2027-05-17'])
  assert.equal(checkHours({ timeZone: 'Europe/Paris', week: [], holidays }).holidays.length, 17)
})
