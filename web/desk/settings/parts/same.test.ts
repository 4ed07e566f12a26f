import assert from 'node:assert/strict'
import test from 'node:test'
import { same, sameInOrder } from './same.ts'

test('the same in another order is the same', () => {
  assert.ok(
    same(
      { name: 'A', groups: [1, 2], look: { colour: '#fff', logo: null } },
      { groups: [2, 1], look: { logo: null, colour: '#fff' }, name: 'A' },
    ),
  )
})

test('a changed field, a missing one and a longer list are not', () => {
  assert.ok(!same({ a: 1 }, { a: 2 }))
  assert.ok(!same({ a: 1 }, { a: 1, b: undefined }))
  assert.ok(!same({ a: [1, 2] }, { a: [1, 2, 3] }))
  assert.ok(!same({ a: [1, 2] }, { a: [1, 3] }))
  assert.ok(!same({ a: { en: 'x' } }, { a: { fr: 'x' } }))
  assert.ok(!same(null, {}))
})

test('where the order matters, another order is a change', () => {
  assert.ok(!sameInOrder({ ids: [1, 2] }, { ids: [2, 1] }))
  assert.ok(sameInOrder({ ids: [1, 2] }, { ids: [1, 2] }))
})
