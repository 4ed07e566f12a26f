import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStorable } from './storable.ts'

test('what people write can be stored, in any language', () => {
  for (const value of ['', 'Où est ma commande ?', '😀👩‍👩‍👧', '\n\t', { text: 'a', files: [], n: 1, none: null }])
    assert.equal(isStorable(value), true)
})

test('NUL, halves of characters and endless nesting cannot, wherever they are', () => {
  for (const text of ['\0', 'a\0b', '\ud83d', 'a\ude00'])
    for (const value of [text, [text], { text }, { [text]: 1 }, { a: [{ b: text }] }])
      assert.equal(isStorable(value), false)
  let deep: unknown = 'x'
  for (let n = 0; n < 100_000; n += 1) deep = n % 2 === 0 ? [deep] : { deep }
  assert.equal(isStorable(deep), false)
})
