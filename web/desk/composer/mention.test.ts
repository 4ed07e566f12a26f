import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Colleague } from '../../../server/identity/contract.ts'
import { complete, matchingColleagues, mentionAt, namedIn } from './mention.ts'

const colleague = (id: number, name: string, active = true): Colleague => ({
  id,
  name,
  alias: null,
  photo: null,
  groups: [],
  availability: 'online',
  assignable: true,
  active,
})
const all = [
  colleague(1, 'Léa Kramer'),
  colleague(2, 'Jean Lefèvre'),
  colleague(3, 'Lea Gone', false),
  colleague(4, 'Me Lea'),
]

test('an @ after a space begins a name; in an address it does not', () => {
  assert.deepEqual(mentionAt('ask @Lé', 7), { from: 4, query: 'Lé' })
  assert.deepEqual(mentionAt('@', 1), { from: 0, query: '' })
  assert.deepEqual(mentionAt('@Léa Kr', 7), { from: 0, query: 'Léa Kr' })
  assert.equal(mentionAt('ada@example', 11), null)
  assert.equal(mentionAt('@Léa Kramer can you', 19), null)
})

test('names are found without accents, by first or last name; not oneself, not who left', () => {
  assert.deepEqual(
    matchingColleagues(all, 'le', 4).map(({ id }) => id),
    [1, 2],
  )
  assert.deepEqual(
    matchingColleagues(all, 'lea k', 4).map(({ id }) => id),
    [1],
  )
})

test('a completed name counts as long as it stands there', () => {
  const done = complete('ask @Lé about it', 4, 7, 'Léa Kramer')
  assert.deepEqual(done, { text: 'ask @Léa Kramer about it', caret: 16 })
  assert.deepEqual(namedIn(done.text, all), [1])
  assert.deepEqual(namedIn('never mind', all), [])
})

test('the text alone says who is named: the longest name, whole, of people who are still here', () => {
  const ann = [colleague(1, 'Ann'), colleague(2, 'Ann Lee'), colleague(3, 'Lea Gone', false)]
  assert.deepEqual(namedIn('@Ann Lee, and @Ann?', ann), [2, 1])
  assert.deepEqual(namedIn('@Annabel and ann@Annex', ann), [])
  assert.deepEqual(namedIn('@Lea Gone', ann), [])
})
