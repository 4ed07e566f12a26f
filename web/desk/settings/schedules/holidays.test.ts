import assert from 'node:assert/strict'
import test from 'node:test'
import type { Holiday } from '../../../../server/schedules/contract.ts'
import { inOrder, isKnown, nextDate } from './holidays.ts'

const on = (from: string, yearly = false, to = from): Holiday => ({ name: from, from, to, yearly, hours: null })

test('a holiday comes next in its year, or in the next one that has the day', () => {
  assert.equal(nextDate(on('2027-05-01'), '2026-06-01'), '2027-05-01')
  assert.equal(nextDate(on('2026-05-01'), '2026-06-01'), null)
  assert.equal(nextDate(on('2026-05-30', false, '2026-06-02'), '2026-06-01'), '2026-05-30')
  assert.equal(nextDate(on('2020-07-14', true), '2026-06-01'), '2026-07-14')
  assert.equal(nextDate(on('2020-05-01', true), '2026-06-01'), '2027-05-01')
  assert.equal(nextDate(on('2020-02-29', true), '2026-06-01'), '2028-02-29')
})

test('the next one stands first, what is over last, the latest of it first', () => {
  const holidays = [on('2024-01-01'), on('2027-05-01'), on('2020-07-14', true), on('2025-01-01')]
  assert.deepEqual(
    inOrder(holidays, '2026-06-01').map(({ index, next }) => [index, next]),
    [
      [2, '2026-07-14'],
      [1, '2027-05-01'],
      [3, null],
      [0, null],
    ],
  )
})

test('the same holiday is known, whatever its case; another day is another', () => {
  const known = [{ ...on('2027-05-01'), name: 'Labour Day' }]
  assert.equal(isKnown(known, { ...on('2027-05-01'), name: 'labour day' }), true)
  assert.equal(isKnown(known, { ...on('2027-05-01', true), name: 'Labour Day' }), false)
  assert.equal(isKnown(known, { ...on('2027-05-02'), name: 'Labour Day' }), false)
  assert.equal(isKnown(known, { ...on('2027-05-01'), name: 'Labour Day', hours: { from: 0, to: 60 } }), false)
})
