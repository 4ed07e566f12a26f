import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingIn } from './missing.ts'

test('a language is missing where another one says something', () => {
  assert.deepEqual(missingIn([{ en: 'Hello' }]), ['fr'])
  assert.deepEqual(
    missingIn([
      { en: 'Hello', fr: ' ' },
      { fr: 'Bonjour', en: 'Hello' },
    ]),
    ['fr'],
  )
  assert.deepEqual(missingIn([{ de: 'Hallo' }]), ['en', 'fr'])
})

test('nothing said anywhere is nothing missing', () => {
  assert.deepEqual(missingIn([]), [])
  assert.deepEqual(missingIn([{}, { en: '' }, { en: 'Hello', fr: 'Bonjour' }]), [])
})
