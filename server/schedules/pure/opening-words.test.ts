import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openingWords } from './opening-words.ts'
import { canonicalZone } from './zone.ts'

const now = new Date('2026-06-05T20:30:00Z') // Friday evening in Paris, Saturday morning in Auckland
const said = (at: string, locale: string, timeZone: string) => {
  const { day, weekday, date, time } = openingWords(new Date(at), now, { locale, timeZone })
  return `${day} | ${weekday} | ${date} | ${time}`
}

test('days are counted as the reader counts them', () => {
  assert.equal(said('2026-06-05T21:00:00Z', 'fr-FR', 'Europe/Paris'), 'today | vendredi | vendredi 5 juin | 23:00')
  assert.equal(said('2026-06-08T07:00:00Z', 'en-GB', 'Europe/Paris'), 'week | Monday | Monday 8 June | 9:00')
  assert.equal(said('2026-06-06T07:00:00Z', 'en-GB', 'Europe/Paris'), 'tomorrow | Saturday | Saturday 6 June | 9:00')
  assert.equal(said('2026-06-06T07:00:00Z', 'en-GB', 'Pacific/Auckland'), 'today | Saturday | Saturday 6 June | 19:00')
  assert.match(said('2026-06-12T07:00:00Z', 'fr', 'Europe/Paris'), /^later \| vendredi \| vendredi 12 juin/)
})

test('a zone has one name, however it is written; what is none has none', () => {
  assert.equal(canonicalZone('europe/PARIS'), 'Europe/Paris')
  assert.equal(canonicalZone('Mars/Olympus'), null)
  assert.equal(canonicalZone('+02:00'), null)
})
