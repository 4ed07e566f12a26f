import assert from 'node:assert/strict'
import test from 'node:test'
import { differencesOf } from './differences.ts'

test('only what is different is told, down to the field inside a field', () => {
  const before = { colour: '#000000', greeting: { en: 'Hello', fr: 'Bonjour' } }
  const after = { colour: '#000000', greeting: { en: 'Hi', fr: 'Bonjour', de: 'Hallo' } }
  assert.deepEqual(differencesOf({ name: ['A', 'B'], settings: [before, after] }), [
    { field: 'name', before: 'A', after: 'B' },
    { field: 'settings.greeting.en', before: 'Hello', after: 'Hi' },
    { field: 'settings.greeting.de', before: null, after: 'Hallo' },
  ])
})

test('lists are told whole, and so is what was not there before', () => {
  const scope = { tickets: 'all', brands: null }
  assert.deepEqual(differencesOf({ groups: [['A'], ['A', 'B']], scope: [null, scope], kept: [1, 1] }), [
    { field: 'groups', before: ['A'], after: ['A', 'B'] },
    { field: 'scope', before: null, after: scope },
  ])
})
