import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOf } from './option-key.ts'

test('a key is made of the label, and is never another’s', () => {
  assert.equal(keyOf('Où ça ?', []), 'ou-ca')
  assert.equal(keyOf('Parcel', ['parcel', 'parcel-2']), 'parcel-3')
  assert.equal(keyOf('???', []), 'option')
})
