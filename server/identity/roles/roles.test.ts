import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, startPeople } from '../../../test/kit/people.ts'
import type { UserActor } from '../../platform/pure/actor.ts'
import { findLoginById } from '../queries/logins.ts'
import { listRoles } from '../queries/roles.ts'

const people = await startPeople()
const admin = await people.user('administrator')
const everywhere = { tickets: 'all', brands: null }
const save = (by: UserActor, input: Record<string, unknown>) =>
  people.as(by).run<{ roleId: number }>('role.save', input)
const role = async (id: number) => (await listRoles(people.db)).find((each) => each.id === id)

test('the eight roles are there from the start, and stay as they are [ID10] [S2.30]', async () => {
  const builtIn = (await listRoles(people.db)).filter(({ key }) => key !== null)
  assert.deepEqual(
    builtIn.map(({ key }) => key),
    [
      'administrator',
      'team_lead',
      'agent',
      'light_agent',
      'digital_operations',
      'conversation_designer',
      'conversation_analyst',
      'automation_manager',
    ],
  )
  for (const { id } of builtIn) {
    await assert.rejects(save(admin, { id, name: 'X', permissions: [], scope: everywhere }), refused('role_built_in'))
    await assert.rejects(people.as(admin).run('role.delete', { roleId: id }), refused('role_built_in'))
  }
})

test('a custom role is what its holders may from the next moment on [S2.35]', async () => {
  const { roleId } = await save(admin, {
    name: 'Night shift',
    permissions: ['conversations.read'],
    scope: { tickets: 'mine', brands: [1] },
  })
  const agent = await people.user('agent')
  await people.as(admin).run('user.update', { userId: agent.userId, roleId })
  const now = async () => (await findLoginById(people.db, agent.loginId, new Date()))?.actor
  assert.deepEqual([...((await now())?.permissions ?? [])], ['conversations.read'])
  assert.deepEqual((await now())?.scope, { tickets: 'mine', brands: [1] })
  await save(admin, { id: roleId, name: 'Night shift', permissions: ['contacts.read'], scope: everywhere })
  assert.deepEqual([...((await now())?.permissions ?? [])], ['contacts.read'])
  assert.deepEqual(people.last('user.rights_changed')?.data, { userId: agent.userId })
})

test('a role that somebody has is not deleted; one that nobody has is [ID10]', async () => {
  const { roleId } = await save(admin, { name: 'Short', permissions: [], scope: everywhere })
  const agent = await people.user('agent')
  await people.as(admin).run('user.update', { userId: agent.userId, roleId })
  await assert.rejects(people.as(admin).run('role.delete', { roleId }), refused('role_in_use', { users: 1 }))
  const agentRole = (await listRoles(people.db)).find(({ key }) => key === 'agent')
  await people.as(admin).run('user.update', { userId: agent.userId, roleId: agentRole?.id })
  await people.as(admin).run('role.delete', { roleId })
  assert.equal(await role(roleId), undefined)
  await assert.rejects(people.as(admin).run('user.update', { userId: agent.userId, roleId }), refused('role_not_found'))
})

test('somebody of limited rights makes and changes roles only within them [ID6]', async () => {
  const limited: UserActor = {
    ...(await people.user('agent')),
    permissions: new Set(['people.manage', 'contacts.read']),
    scope: { tickets: 'groups', brands: [1] },
  }
  const within = { name: 'Within', permissions: ['contacts.read'], scope: { tickets: 'mine', brands: [1] } }
  const { roleId } = await save(limited, within)
  await assert.rejects(save(limited, { ...within, permissions: ['channels.manage'] }), refused('not_allowed'))
  await assert.rejects(
    save(limited, { ...within, id: roleId, permissions: ['channels.manage'] }),
    refused('not_allowed'),
  )
  await assert.rejects(save(limited, { ...within, scope: { tickets: 'all', brands: [1] } }), refused('not_allowed'))
  await assert.rejects(save(limited, { ...within, scope: { tickets: 'mine', brands: null } }), refused('not_allowed'))
  const { roleId: beyond } = await save(admin, { name: 'Beyond', permissions: ['audit.read'], scope: everywhere })
  await assert.rejects(save(limited, { ...within, id: beyond }), refused('not_allowed'))
  await assert.rejects(people.as(limited).run('role.delete', { roleId: beyond }), refused('not_allowed'))
  assert.deepEqual((await role(beyond))?.permissions, ['audit.read'])
})

test('a scope names brands that exist, a role permissions that exist', async () => {
  await assert.rejects(
    save(admin, { name: 'X', permissions: [], scope: { tickets: 'all', brands: [99] } }),
    refused('brand_not_found'),
  )
  await assert.rejects(
    save(admin, { name: 'X', permissions: ['everything'], scope: everywhere }),
    refused('invalid_input'),
  )
  await assert.rejects(
    save(admin, { id: 9999, name: 'X', permissions: [], scope: everywhere }),
    refused('role_not_found'),
  )
})
