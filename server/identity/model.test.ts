import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { permissions, type Scope } from './contract.ts'
import { differences, covers } from './model.ts'

const scope: fc.Arbitrary<Scope> = fc.record({
  tickets: fc.constantFrom('all' as const, 'groups' as const, 'mine' as const),
  brands: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 4 }))),
})
const rights = fc.record({ permissions: fc.subarray([...permissions]), scope })
const actorOf = (role: { permissions: string[]; scope: Scope }) => ({
  permissions: new Set(role.permissions),
  scope: role.scope,
})

test('rights cover themselves, and covering goes through [ID6]', () => {
  fc.assert(
    fc.property(rights, rights, rights, (a, b, c) => {
      assert.ok(covers(actorOf(a), a))
      if (covers(actorOf(a), b) && covers(actorOf(b), c)) assert.ok(covers(actorOf(a), c))
    }),
  )
})

test('one permission more, a wider reach or another brand is not covered [ID6]', () => {
  fc.assert(
    fc.property(rights, (role) => {
      const missing = permissions.find((permission) => !role.permissions.includes(permission))
      if (missing) assert.ok(!covers(actorOf(role), { ...role, permissions: [...role.permissions, missing] }))
      const { tickets, brands } = role.scope
      if (tickets !== 'all') assert.ok(!covers(actorOf(role), { ...role, scope: { tickets: 'all', brands } }))
      if (brands !== null) assert.ok(!covers(actorOf(role), { ...role, scope: { tickets, brands: [...brands, 99] } }))
      if (brands !== null) assert.ok(!covers(actorOf(role), { ...role, scope: { tickets, brands: null } }))
    }),
  )
})

test('changes name what changed, before and after [ID9]', () => {
  assert.deepEqual(differences({ name: 'A', groups: [1] }, { name: 'B', groups: [1] }), {
    name: ['A', 'B'],
  })
  assert.deepEqual(differences({}, { name: 'B' }), { name: [null, 'B'] })
})
