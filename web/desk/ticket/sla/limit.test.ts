import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minutesOf, MOST_MINUTES, partsOf } from './limit.ts'

test('a limit is typed as people say it', () => {
  const said = {
    '45': 45,
    '45 m': 45,
    '45min': 45,
    '2h': 120,
    '2 heures': 120,
    '1 h 30': 90,
    '1:30': 90,
    '3 d': 4_320,
    '3j': 4_320,
  }
  for (const [text, minutes] of Object.entries(said)) assert.equal(minutesOf(text), minutes, text)
  assert.equal(minutesOf('1 d 2 h 5 min'), 1_565)
  assert.equal(minutesOf('  '), null)
  assert.equal(minutesOf('–'), null)
  for (const nonsense of ['soon', '0', '-5', '2 x', `${MOST_MINUTES + 1}`, '1.5 h'])
    assert.equal(minutesOf(nonsense), undefined, nonsense)
})

test('what is shown is read back', () => {
  assert.deepEqual(partsOf(1_565), { days: 1, hours: 2, minutes: 5 })
  for (const minutes of [1, 59, 60, 90, 1_440, 1_565, MOST_MINUTES]) {
    const { days, hours, minutes: rest } = partsOf(minutes)
    const text = [days && `${days} d`, hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(' ')
    assert.equal(minutesOf(text), minutes, text)
  }
})
