import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, startPeople } from '../../../test/kit/people.ts'
import type { UserActor } from '../../platform/pure/actor.ts'
import type { LinkMade, RoleView, UserInvited, UserView } from '../contract.ts'
import { listAudit } from '../queries/audit.ts'
import { listRoles } from '../queries/roles.ts'
import { listUsers } from '../queries/users.ts'

const people = await startPeople()
const admin = await people.user('administrator')
const roles = await listRoles(people.db)
const roleId = (key: string) => roles.find((role) => role.key === key)?.id ?? 0
let count = 0
const address = () => `new-${(count += 1)}@example.com`

const invite = (by: UserActor, input: Record<string, unknown> = {}) =>
  people
    .as(by)
    .run<UserInvited>('user.invite', { email: address(), name: 'Léa Petit', roleId: roleId('agent'), ...input })
const user = async (id: number) => (await listUsers(people.db)).find((each) => each.id === id)

/** Manages people, and may otherwise do what an agent may. */
async function peopleManager(scope: RoleView['scope'] = { tickets: 'groups', brands: null }, groups: number[] = []) {
  const agent = roles.find((role) => role.key === 'agent')
  const { roleId: id } = await people.as(admin).run<{ roleId: number }>('role.save', {
    name: 'People manager',
    permissions: [...(agent?.permissions ?? []), 'people.manage'],
    scope,
  })
  const actor = await people.user('agent', groups)
  await people.as(admin).run('user.update', { userId: actor.userId, roleId: id })
  return { ...actor, permissions: new Set([...(agent?.permissions ?? []), 'people.manage']), scope }
}

test('an invitation makes an account that has not joined, and a link whose token is not kept [ID2]', async () => {
  const { user: invited, link } = await invite(admin, { groups: [1], locale: 'fr-CA' })
  assert.deepEqual([invited.joined, invited.active, invited.groups, invited.name], [false, true, [1], 'Léa Petit'])
  assert.match(link, /^\/welcome\/[\w-]{43}$/)
  const { kept } = await people.db.row<{ kept: string }>({
    name: 't.kept',
    text: 'select string_agg(token_hash::text, $1) as kept from invitations',
    values: [','],
  })
  assert.ok(!kept.includes(link.split('/')[2] ?? ''))
  assert.deepEqual(people.last('user.changed')?.data, { userId: invited.id })
})

test('an address is taken once, whatever its case', async () => {
  const email = address()
  await invite(admin, { email })
  await assert.rejects(invite(admin, { email: email.toUpperCase() }), refused('email_taken'))
})

test('role and groups must exist', async () => {
  await assert.rejects(invite(admin, { roleId: 9999 }), refused('role_not_found'))
  await assert.rejects(invite(admin, { groups: [9999] }), refused('group_not_found'))
  await assert.rejects(people.as(admin).run('user.update', { userId: 9999 }), refused('user_not_found'))
})

test('nobody gives rights beyond his own [ID6]', async () => {
  const manager = await peopleManager()
  const { user: agent } = await invite(manager)
  await assert.rejects(invite(manager, { roleId: roleId('administrator') }), refused('not_allowed'))
  await assert.rejects(invite(manager, { roleId: roleId('team_lead') }), refused('not_allowed'))
  await assert.rejects(
    people.as(manager).run('user.update', { userId: agent.id, roleId: roleId('team_lead') }),
    refused('not_allowed'),
  )
  assert.equal((await user(agent.id))?.role.key, 'agent')
})

test('nobody gains power over somebody with rights beyond his own [ID6]', async () => {
  const manager = await peopleManager()
  const { user: other } = await invite(admin, { roleId: roleId('administrator') })
  for (const name of ['user.deactivate', 'user.reactivate', 'user.renew_invitation'])
    await assert.rejects(people.as(manager).run(name, { userId: other.id }), refused('not_allowed'), name)
  await assert.rejects(people.as(manager).run('user.update', { userId: other.id, name: 'X' }), refused('not_allowed'))
  await assert.rejects(
    people.as(manager).run('user.update', { userId: other.id, roleId: roleId('agent') }),
    refused('not_allowed'),
  )
})

test('into groups, a person of limited scope places people only where he is himself [ID6]', async () => {
  const group = await people.as(admin).run<{ id: number }>('group.save', { name: 'Returns', members: [] })
  const manager = await peopleManager({ tickets: 'groups', brands: null }, [1])
  const { user: agent } = await invite(manager, { groups: [1] })
  await assert.rejects(invite(manager, { groups: [group.id] }), refused('not_allowed'))
  await assert.rejects(
    people.as(manager).run('user.update', { userId: agent.id, groups: [1, group.id] }),
    refused('not_allowed'),
  )
  await assert.rejects(
    people.as(manager).run('user.update', { userId: manager.userId, groups: [1, group.id] }),
    refused('not_allowed'),
  )
  await assert.rejects(
    people.as(manager).run('group.save', { id: group.id, name: 'Returns', members: [manager.userId] }),
    refused('not_allowed'),
  )
})

test('his own role nobody changes, nor does he deactivate himself [ID8]', async () => {
  await assert.rejects(
    people.as(admin).run('user.update', { userId: admin.userId, roleId: roleId('agent') }),
    refused('own_account'),
  )
  await assert.rejects(people.as(admin).run('user.deactivate', { userId: admin.userId }), refused('own_account'))
  await people.as(admin).run('user.update', { userId: admin.userId, name: 'Ada', roleId: roleId('administrator') })
  assert.equal((await user(admin.userId))?.name, 'Ada')
})

test('the last administrator stays one, even when two are taken away at the same moment [ID7]', async () => {
  // Somebody with every right whose role is not the administrator's.
  const everything: UserActor = { ...admin, userId: (await people.user('agent')).userId }
  const [one, other] = [await people.user('administrator'), await people.user('administrator')]
  await people.as(everything).run('user.deactivate', { userId: admin.userId })
  const away = [
    { name: 'user.deactivate', input: {} },
    { name: 'user.update', input: { roleId: roleId('agent') } },
  ]
  for (const first of away)
    for (const second of [...away, ...away]) {
      const both = await Promise.allSettled([
        people.as(everything).run(first.name, { userId: one.userId, ...first.input }),
        people.as(everything).run(second.name, { userId: other.userId, ...second.input }),
      ])
      assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
      const failure = both.find((each) => each.status === 'rejected')
      assert.ok(failure?.status === 'rejected' && refused('last_administrator')(failure.reason))
      for (const { userId } of [one, other]) {
        await people.as(everything).run('user.reactivate', { userId })
        await people.as(everything).run('user.update', { userId, roleId: roleId('administrator') })
      }
    }
  await people.as(everything).run('user.reactivate', { userId: admin.userId })
})

test('an administrator who has not joined does not count as one [ID7]', async () => {
  const invited = await invite(admin, { roleId: roleId('administrator') })
  const everything: UserActor = { ...admin, userId: (await people.user('agent')).userId }
  const others = (await listUsers(people.db)).filter(
    (each) => each.role.key === 'administrator' && each.joinedAt && !each.deactivatedAt,
  )
  for (const each of others.slice(1)) await people.as(everything).run('user.deactivate', { userId: each.id })
  await assert.rejects(
    people.as(everything).run('user.deactivate', { userId: others[0]?.id }),
    refused('last_administrator'),
  )
  assert.equal((await user(invited.user.id))?.joinedAt, null)
  for (const each of others.slice(1)) await people.as(everything).run('user.reactivate', { userId: each.id })
})

test('deactivation ends logins and links at once, makes offline, keeps the name; activation gives access again [ID4][ID8]', async () => {
  const agent = await people.user('agent', [1])
  await people.as(agent).run('availability.set', { availability: 'online' })
  const view = await people.as(admin).run<UserView>('user.deactivate', { userId: agent.userId })
  assert.deepEqual([view.active, view.name, view.groups], [false, agent.name, [1]])
  assert.deepEqual(people.last('user.revoked')?.data, { userId: agent.userId, logins: null })
  assert.equal(people.last('user.revoked')?.stream, `agent:${agent.userId}`)
  assert.deepEqual(people.last('availability.changed')?.data, {
    userId: agent.userId,
    from: 'online',
    availability: 'offline',
    because: 'signed_out',
  })
  const logins = await people.db.rows({
    name: 't.logins',
    text: 'select from logins where user_id = $1',
    values: [agent.userId],
  })
  assert.equal(logins.length, 0)
  await assert.rejects(
    people.as(admin).run('user.renew_invitation', { userId: agent.userId }),
    refused('user_deactivated'),
  )
  const again = await people.as(admin).run<UserView>('user.reactivate', { userId: agent.userId })
  assert.equal(again.active, true)
})

test('a new link takes the place of the older one [ID2]', async () => {
  const { user: invited } = await invite(admin)
  const { link } = await people.as(admin).run<LinkMade>('user.renew_invitation', { userId: invited.id })
  assert.match(link, /^\/welcome\//)
  const kinds = await people.db.rows({
    name: 't.kinds',
    text: 'select kind from invitations where user_id = $1',
    values: [invited.id],
  })
  assert.deepEqual(kinds, [{ kind: 'invitation' }])
})

test('a changed role or group tells open connections of that person [ID4]', async () => {
  const { user: agent } = await invite(admin)
  const told = () =>
    people.events.filter(({ type, stream }) => type === 'user.rights_changed' && stream === `agent:${agent.id}`).length
  await people.as(admin).run('user.update', { userId: agent.id, name: 'Another name' })
  assert.equal(told(), 0)
  await people.as(admin).run('user.update', { userId: agent.id, roleId: roleId('light_agent') })
  await people.as(admin).run('user.update', { userId: agent.id, groups: [1] })
  await people.as(admin).run('group.save', { id: 1, name: 'Support', members: [] })
  assert.equal(told(), 3)
})

test('each change is in the audit with names, before and after; a refused one leaves no trace [ID9]', async () => {
  const { user: agent } = await invite(admin, { name: 'Jo Pham' })
  await people.as(admin).run('user.update', { userId: agent.id, roleId: roleId('team_lead'), groups: [1] })
  const entry = () => listAudit(people.db, null, 1).then((rows) => rows[0])
  const { at: _at, id: _id, ...updated } = (await entry()) ?? {}
  assert.deepEqual(updated, {
    by: { id: admin.userId, name: 'Ada' },
    action: 'user.updated',
    subject: `user:${agent.id}`,
    subjectName: 'Jo Pham',
    changes: { role: ['agent', 'team_lead'], groups: [[], ['Support']] },
  })
  const before = await entry()
  await assert.rejects(people.as(admin).run('user.deactivate', { userId: admin.userId }), refused('own_account'))
  assert.deepEqual(await entry(), before)
  await people.as(admin).run('user.renew_invitation', { userId: agent.id })
  const told = JSON.stringify(await listAudit(people.db, null, 100))
  assert.ok(!told.includes('/welcome/'))
})
