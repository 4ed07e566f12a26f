import assert from 'node:assert/strict'
import test from 'node:test'
import { covers } from './covers.ts'

type Rights = Parameters<typeof covers>[0]
const lead: Rights = {
  permissions: ['people.manage', 'contacts.read', 'conversations.read'],
  scope: { tickets: 'groups', brands: [1, 2] },
}

test('a role within the own rights may be given [ID6]', () => {
  assert.ok(covers(lead, { permissions: ['contacts.read'], scope: { tickets: 'groups', brands: [2] } }))
  assert.ok(covers(lead, { permissions: [], scope: { tickets: 'mine', brands: [] } }))
  assert.ok(
    covers({ ...lead, scope: { tickets: 'all', brands: null } }, { ...lead, scope: { tickets: 'all', brands: null } }),
  )
})

test('one right, a wider reach or a further brand is too much [ID6]', () => {
  const scope = { tickets: 'mine', brands: [1] } as const
  assert.ok(!covers(lead, { permissions: ['audit.read'], scope: { ...scope, brands: [1] } }))
  assert.ok(!covers(lead, { permissions: [], scope: { tickets: 'all', brands: [1] } }))
  assert.ok(!covers(lead, { permissions: [], scope: { tickets: 'mine', brands: [1, 3] } }))
  assert.ok(!covers(lead, { permissions: [], scope: { tickets: 'mine', brands: null } }))
})
