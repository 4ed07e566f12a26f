import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchingReplies, putReply, slashAt, textIn } from './replies.ts'

const reply = (id: number, shortcut: string, text: string) => ({
  id,
  shortcut,
  texts: { en: text },
  shared: true,
  active: true,
  updatedAt: '',
  updatedBy: null,
})

test('a slash at the start of a word asks for saved replies, one within does not [RU9]', () => {
  assert.deepEqual(slashAt('/', 1), { from: 0, query: '' })
  assert.deepEqual(slashAt('Hello\n/mér', 10), { from: 6, query: 'mér' })
  assert.equal(slashAt('and/or', 6), null)
  assert.equal(slashAt('https://', 8), null)
  assert.equal(slashAt('/thanks a lot', 13), null)
})

test('found by the word first, then by what it says, whatever the accents [RU9]', () => {
  const all = [reply(1, 'bye', 'Thank you, goodbye'), reply(2, 'thanks', 'Merci'), reply(3, 'reçu', 'Got it')]
  const found = (query: string) => matchingReplies(all, query).map(({ id }) => id)
  assert.deepEqual(found('than'), [2, 1])
  assert.deepEqual(found('RECU'), [3])
  assert.deepEqual(found('nothing'), [])
  assert.deepEqual(found(''), [1, 2, 3])
})

test('it takes the place of what was typed, in the customer’s language', () => {
  assert.deepEqual(putReply('Hi /th and more', 3, 6, 'Thanks'), { text: 'Hi Thanks and more', caret: 9 })
  assert.equal(textIn({ en: 'Hi', fr: 'Salut' }, 'fr-CA'), 'Salut')
  assert.equal(textIn({ fr: ' ', de: 'Hallo' }, 'fr'), 'Hallo')
})
