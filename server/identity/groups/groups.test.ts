import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, startPeople } from '../../../test/kit/people.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { BrandView, GroupView } from '../contract.ts'
import { findLoginById } from '../queries/logins.ts'
import { listGroups } from '../queries/groups.ts'

const people = await startPeople({
  reactions: [
    {
      on: 'group.deleted',
      name: 'test: somebody to the right holds work for group 2',
      async react(_, events) {
        if (events.some(({ data }) => data.groupId === 2)) throw new Refusal('group_in_use', { tickets: 3 })
      },
    },
  ],
})
const admin = await people.user('administrator')
const agent = await people.user('agent')
const save = (input: Record<string, unknown>) => people.as(admin).run<GroupView>('group.save', input)
const groupsOf = async () => (await findLoginById(people.db, agent.loginId, new Date()))?.actor.groups

const busy = await save({ name: 'Busy', members: [agent.userId] })

test('members have the group at once, and lose it at once [ID4]', async () => {
  const group = await save({ name: 'Returns', members: [agent.userId, admin.userId] })
  assert.deepEqual(group.members, [admin.userId, agent.userId])
  assert.deepEqual(await groupsOf(), [busy.id, group.id])
  const renamed = await save({ id: group.id, name: 'Refunds', members: [admin.userId] })
  assert.deepEqual([renamed.name, renamed.members], ['Refunds', [admin.userId]])
  assert.deepEqual(await groupsOf(), [busy.id])
  assert.deepEqual(people.last('group.changed')?.data, { groupId: group.id })
})

test('somebody who does not exist is no member, and nothing is changed', async () => {
  const { id } = await save({ name: 'Whole', members: [agent.userId] })
  await assert.rejects(save({ id, name: 'Broken', members: [agent.userId, 9999] }), refused('user_not_found'))
  const whole = (await listGroups(people.db)).find((group) => group.id === id)
  assert.deepEqual([whole?.name, whole?.members], ['Whole', [agent.userId]])
  await people.as(admin).run('group.delete', { groupId: id })
})

test('the default group stays; so does one that others still need [ID11]', async () => {
  await assert.rejects(people.as(admin).run('group.delete', { groupId: 1 }), refused('group_in_use'))
  assert.equal(busy.id, 2)
  await assert.rejects(people.as(admin).run('group.delete', { groupId: 2 }), refused('group_in_use', { tickets: 3 }))
  assert.deepEqual(await groupsOf(), [2])
})

test('a deleted group is in no list and in nobody’s rights', async () => {
  const { id } = await save({ name: 'Gone', members: [agent.userId] })
  await people.as(admin).run('group.delete', { groupId: id })
  assert.ok(!(await listGroups(people.db)).some((group) => group.id === id))
  assert.deepEqual(await groupsOf(), [busy.id])
  assert.deepEqual(people.last('group.deleted')?.data, { groupId: id })
  await assert.rejects(save({ id, name: 'Back', members: [] }), refused('group_not_found'))
})

test('brands have a name and a colour, which may be taken away', async () => {
  const run = (input: Record<string, unknown>) => people.as(admin).run<BrandView>('brand.save', input)
  const brand = await run({ name: 'Boutique', colour: '#aa0000' })
  assert.deepEqual([brand.name, brand.colour, brand.isDefault], ['Boutique', '#aa0000', false])
  assert.equal((await run({ id: brand.id, name: 'Boutique Lyon' })).colour, '#aa0000')
  assert.equal((await run({ id: brand.id, name: 'Boutique Lyon', colour: null })).colour, null)
  await assert.rejects(run({ id: 999, name: 'X' }), refused('brand_not_found'))
  await assert.rejects(run({ name: 'X', colour: 'red' }), refused('invalid_input'))
})
