import assert from 'node:assert/strict'
import test from 'node:test'
import { clockOf, copied, minuteOf, moved, nextSpan, replaced, spanOf, spansOn, stretchesOf, without } from './week.ts'

const monday = { day: 1, from: 540, to: 720 }
const afternoon = { day: 1, from: 840, to: 1080 }
const night = { day: 5, from: 1320, to: 1560 }

test('times are written and read; the end of a day is midnight', () => {
  assert.deepEqual(['09:30', '00:00', '23:59', '24:00', '9:00', ''].map(minuteOf), [570, 0, 1439, null, null, null])
  assert.deepEqual([570, 0, 1440, 1560].map(clockOf), ['09:30', '00:00', '00:00', '02:00'])
})

test('an end that is not after its beginning is one of the next day', () => {
  assert.deepEqual(spanOf(5, 1320, 120), night)
  assert.deepEqual(spanOf(1, 0, 0), { day: 1, from: 0, to: 1440 })
  assert.deepEqual(spanOf(1, 540, 720), monday)
})

test('a day is read in order, changed in place, and copied over others', () => {
  const week = [afternoon, night, monday]
  assert.deepEqual(
    spansOn(week, 1).map(({ index }) => index),
    [2, 0],
  )
  assert.deepEqual(without(week, 0), [night, monday])
  assert.deepEqual(replaced(week, 1, monday), [afternoon, monday, monday])
  assert.deepEqual(copied(week, 1, [1, 5, 6]), [
    afternoon,
    monday,
    { ...monday, day: 5 },
    { ...afternoon, day: 5 },
    { ...monday, day: 6 },
    { ...afternoon, day: 6 },
  ])
})

test('what is added comes after what is there, within the day', () => {
  assert.deepEqual(nextSpan([], 3), { day: 3, from: 540, to: 1080 })
  assert.deepEqual(nextSpan([monday], 1), { day: 1, from: 780, to: 1020 })
  assert.deepEqual(nextSpan([{ day: 1, from: 0, to: 1440 }], 1), { day: 1, from: 1380, to: 1440 })
})

test('an edge stops at the other, and a span at a day', () => {
  assert.deepEqual(moved(monday, 'from', 900), { day: 1, from: 705, to: 720 })
  assert.deepEqual(moved(monday, 'to', 0), { day: 1, from: 540, to: 555 })
  assert.deepEqual(moved(night, 'to', 9_999), { day: 5, from: 1320, to: 2760 })
  assert.deepEqual(moved(night, 'from', 9_999), { day: 5, from: 1425, to: 1560 })
  assert.deepEqual(moved({ day: 5, from: 1320, to: 2760 }, 'from', 0), { day: 5, from: 1320, to: 2760 })
})

test('a week is said in as few stretches as it has', () => {
  const week = [1, 2, 3, 5].flatMap((day) => [{ ...monday, day }])
  assert.deepEqual(stretchesOf([...week, night]), [
    { first: 1, last: 3, spans: [{ from: 540, to: 720 }] },
    {
      first: 5,
      last: 5,
      spans: [
        { from: 540, to: 720 },
        { from: 1320, to: 1560 },
      ],
    },
  ])
})
