import assert from 'node:assert/strict'
import { test } from 'node:test'
import { difference } from './agree.ts'

const sent = ['a', 'b', 'c']
const fine = { sent, acknowledged: ['b', 'a', 'c'], delivered: ['a', 'b', 'c'], refused: [] }

test('each message exactly once everywhere, in whatever order, is agreement', () => {
  assert.equal(difference(fine, ['c', 'b', 'a']), null)
})

test('lost, doubled, strange and refused messages are told', () => {
  assert.equal(difference(fine, ['a', 'b']), '2 of 3 stored')
  assert.equal(difference({ ...fine, acknowledged: ['a', 'b'] }, sent), '2 of 3 acknowledged')
  assert.equal(difference({ ...fine, delivered: ['a', 'b', 'c', 'c'] }, sent), '3 of 3 delivered, 1 twice or unknown')
  // As many as sent, but one of them twice and one lost.
  assert.equal(difference({ ...fine, delivered: ['a', 'b', 'b'] }, sent), '2 of 3 delivered, 1 twice or unknown')
  assert.equal(difference(fine, ['a', 'b', 'x']), '2 of 3 stored, 1 twice or unknown')
  assert.equal(
    difference({ ...fine, acknowledged: ['a', 'b'], refused: ['unavailable'] }, sent),
    '2 of 3 acknowledged; 1 refused: unavailable',
  )
})
