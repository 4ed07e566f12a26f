import assert from 'node:assert/strict'
import test from 'node:test'
import { matches } from './matches.ts'

test('words are found in any order, case and accent', () => {
  assert.ok(matches('lea PET', ['Léa Petit', 'lea@example.com']))
  assert.ok(matches('petit léa', ['Léa Petit']))
  assert.ok(matches('', ['anything']))
  assert.ok(matches('  example ', ['Léa', 'lea@example.com']))
})

test('a word that is nowhere finds nothing', () => {
  assert.ok(!matches('lea martin', ['Léa Petit', 'lea@example.com']))
})
