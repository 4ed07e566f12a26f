// reason: one setting after another on one running application, which is slow to start
import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { known } from '../../../test/kit/known.ts'
import { refused } from '../../../test/kit/people.ts'
import { atWork, offerTo, offersTo, routingOn, until } from '../../../test/kit/routing.ts'
import { sessionOf, start } from '../../../test/kit/sessions.ts'
import type { Routing } from '../../tickets/contract.ts'
import type { AgentStatusView, CapacityRuleView, QueueView, SaveQueue, SkillView } from '../contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
/** Everybody goes home, nothing waits, and nothing is set. */
afterEach(async () => {
  await app.db.run({ name: 'test.home', text: 'update agent_leases set until = now()', values: [] })
  for (const text of [
    `delete from inbox where routing->>'state' in ('waiting', 'offered', 'held')`,
    'update agent_states set email = 0, messaging = 0, call = 0, missed = 0',
    'update queues set deleted_at = now() where deleted_at is null',
    'update skills set deleted_at = now() where deleted_at is null',
  ])
    await app.db.run({ name: `test.clean ${text.slice(0, 20)}`, text, values: [] })
  await app.reloadRouting()
})

const as = () => app.as(admin)
const queues = () => as().get<QueueView[]>('/api/v1/queues')
async function groupId(name: string, members: readonly Agent[] = []): Promise<number> {
  const { id } = await as().run<{ id: number }>('group.save', { name, members: members.map(({ userId }) => userId) })
  return id
}
const queueOf = (group: number, more: Partial<SaveQueue> = {}): SaveQueue => ({
  name: 'A queue',
  active: true,
  conditions: { all: [], any: [] },
  shares: [{ percent: 100, groupIds: [group] }],
  secondaryGroupIds: [],
  orderedBy: 'priority',
  overflowSeconds: null,
  overflowQueueId: null,
  targetPercent: 80,
  targetSeconds: 300,
  ...more,
})
async function queue(group: number, more: Partial<SaveQueue> = {}): Promise<number> {
  const { id } = await as().run<{ id: number }>('queue.save', queueOf(group, more))
  await app.reloadRouting()
  return id
}
const skill = async (name: string, agents: readonly Agent[] = [], isPriority = false) =>
  (
    await as().run<{ id: number }>('skill.save', {
      name,
      agents: agents.map(({ userId }) => ({ userId, isPriority })),
    })
  ).id

async function asked(agent: Agent, text = 'Where is my order?') {
  const visitor = await app.visitor(await app.channel())
  const { conversationId } = await start(app, visitor, text)
  return sessionOf(app, agent, visitor, conversationId)
}
const routingOf = async (conversationId: number): Promise<Routing | null> =>
  (
    await app.db.row<{ routing: Routing | null }>({
      name: 'test.routing',
      text: 'select routing from inbox where conversation_id = $1',
      values: [conversationId],
    })
  ).routing

const places =
  (code: string, ...wanted: string[]) =>
  (error: unknown) => {
    const { code: got, details } = error as { code: string; details: { fields: { field: string; message: string }[] } }
    assert.equal(got, code)
    assert.deepEqual(
      details.fields.map(({ field, message }) => `${field} ${message}`),
      wanted,
    )
    return true
  }

test('statuses of one’s own: made, changed, deleted; who is in it goes to the nearest of the four [AV1]', async () => {
  const agent = await app.agent()
  const lunch = {
    names: { en: 'Lunch ', fr: 'Déjeuner' },
    email: 'away',
    messaging: 'away',
    call: 'offline',
    isBreak: true,
  }
  const { id } = await as().run<{ id: number }>('agent_status.save', lunch)
  const all = await as().get<AgentStatusView[]>('/api/v1/agent-statuses')
  assert.deepEqual(all.at(-1), { ...lunch, id, key: null, names: { en: 'Lunch', fr: 'Déjeuner' } })
  await atWork(app, agent)
  await app.as(agent).run('agent_status.choose', { statusId: id })
  const stands = () =>
    app.db.row<{ key: string | null; availability: string }>({
      name: 'test.stands',
      text: `select s.key, u.availability from agent_states a join agent_statuses s on s.id = a.status_id join users u on u.id = a.user_id where a.user_id = $1`,
      values: [agent.userId],
    })
  assert.deepEqual(await stands(), { key: null, availability: 'away' })
  await as().run('agent_status.save', { ...lunch, id, messaging: 'online' })
  assert.deepEqual(await stands(), { key: null, availability: 'online' })
  await as().run('agent_status.delete', { statusId: id })
  assert.deepEqual(await stands(), { key: 'online', availability: 'online' })
  await assert.rejects(as().run('agent_status.delete', { statusId: id }), refused('agent_status_not_found'))
  const builtIn = all.find(({ key }) => key === 'away')
  await assert.rejects(as().run('agent_status.delete', { statusId: builtIn?.id }), refused('agent_status_built_in'))
  await assert.rejects(as().run('agent_status.save', { ...lunch, id: builtIn?.id }), refused('agent_status_built_in'))
  await assert.rejects(
    as().run('agent_status.save', { ...lunch, names: { en: '  ' } }),
    places('agent_status_invalid', 'names missing'),
  )
})

test('10, 3 and 1 at once, unless a rule says otherwise; a deleted rule gives its agents back to the default [S2.24]', async () => {
  const [one, other] = [await app.agent(), await app.agent()]
  const rules = () => as().get<CapacityRuleView[]>('/api/v1/capacity-rules')
  const [usual] = await rules()
  assert.deepEqual([usual?.isDefault, usual?.email, usual?.messaging, usual?.call], [true, 10, 3, 1])
  const save = async (name: string, users: readonly Agent[], id?: number) =>
    as().run<{ id: number }>('capacity_rule.save', {
      ...(id === undefined ? {} : { id }),
      name,
      email: 5,
      messaging: 1,
      call: 0,
      userIds: users.map(({ userId }) => userId),
    })
  const { id: beginners } = await save('Beginners', [one, other])
  const { id: mentors } = await save('Mentors', [other])
  const of = async (id: number) => (await rules()).find((rule) => rule.id === id)?.userIds
  assert.deepEqual(await of(beginners), [one.userId], 'by one rule each')
  assert.deepEqual(await of(mentors), [other.userId])
  await routingOn(app, admin, { autoAccept: { email: true, messaging: true, call: true } })
  await atWork(app, one)
  const sessions = [await asked(one, 'First'), await asked(one, 'Second')]
  const his = async () =>
    (await Promise.all(sessions.map((session) => session.ticket()))).filter(
      ({ assigneeId }) => assigneeId === one.userId,
    ).length
  await until(async () => (await his()) === 1, 'the first is his')
  await as().run('capacity_rule.delete', { ruleId: beginners })
  await until(async () => (await his()) === 2, 'the default gives room')
  await assert.rejects(as().run('capacity_rule.delete', { ruleId: usual?.id }), refused('capacity_rule_is_default'))
  await assert.rejects(save('Gone', [], beginners), refused('capacity_rule_not_found'))
  await assert.rejects(save('  ', []), places('capacity_rule_invalid', 'name missing'))
  const light = await app.agent('light_agent')
  await assert.rejects(save('Light', [light]), places('agent_not_assignable', 'userIds not_assignable'))
})

test('of two agents the one with the skill is offered the work; nobody wants a deleted skill any more [S0.9] [RO9]', async () => {
  await routingOn(app, admin)
  const [plain, speaker] = [await app.agent(), await app.agent()]
  const german = await skill('German', [speaker], true)
  await assert.rejects(skill(' german'), places('skill_name_taken', 'name taken'))
  const session = await asked(plain)
  await as().run('ticket.set_skills', {
    conversationId: session.conversationId,
    skills: [{ id: german, required: true }],
  })
  await atWork(app, plain)
  await atWork(app, speaker)
  assert.equal((await offerTo(app, speaker)).conversationId, session.conversationId)
  assert.deepEqual(await offersTo(app, plain), [])
  await app.db.run({
    name: 'test.one_home',
    text: 'update agent_leases set until = now() where user_id = $1',
    values: [speaker.userId],
  })
  await until(async () => (await routingOf(session.conversationId))?.state === 'waiting', 'it waits again')
  await as().run('skill.delete', { skillId: german })
  await offerTo(app, plain)
  assert.deepEqual((await routingOf(session.conversationId))?.skills, [])
  await assert.rejects(as().run('skill.save', { id: german, name: 'G', agents: [] }), refused('skill_not_found'))
})

test('by person: skills and capacity are the same as by skill and by rule', async () => {
  const agent = await app.agent()
  const [tax, law] = [await skill('Tax', [agent]), await skill('Law')]
  const { id: rule } = await as().run<{ id: number }>('capacity_rule.save', {
    name: 'Seniors',
    email: 20,
    messaging: 5,
    call: 1,
    userIds: [],
  })
  const { userId } = agent
  const save = (input: object) => as().run('routing.save_agent', { userId, skills: [], capacityRuleId: null, ...input })
  await save({ skills: [{ skillId: law, isPriority: true }], capacityRuleId: rule })
  const skills = await as().get<SkillView[]>('/api/v1/skills')
  assert.deepEqual(skills.find(({ id }) => id === law)?.agents, [{ userId, isPriority: true }])
  assert.deepEqual(skills.find(({ id }) => id === tax)?.agents, [])
  const rules = await as().get<CapacityRuleView[]>('/api/v1/capacity-rules')
  assert.deepEqual(rules.find(({ id }) => id === rule)?.userIds, [userId])
  await assert.rejects(save({ capacityRuleId: rule + 1_000 }), refused('capacity_rule_not_found'))
  await assert.rejects(save({ skills: [{ skillId: law + 1_000, isPriority: false }] }), refused('skill_not_found'))
})

test('a queue says what is wrong with it, each place by its name', async () => {
  const group = await groupId('Shapes')
  const save = (more: Partial<SaveQueue>) => as().run('queue.save', queueOf(group, more))
  await assert.rejects(save({ name: '  ' }), places('queue_invalid', 'name missing'))
  const half = { percent: 50, groupIds: [group] }
  await assert.rejects(save({ shares: [half] }), places('queue_invalid', 'shares not_100'))
  await assert.rejects(
    save({ shares: [half, { percent: 50, groupIds: [group + 1_000] }], secondaryGroupIds: [group + 1_000] }),
    places('queue_invalid', 'shares.1 group_unknown', 'secondaryGroupIds group_unknown'),
  )
  await assert.rejects(
    save({ conditions: { all: [{ field: 'queueId', operator: 'is', value: 1 }], any: [] } }),
    places('queue_invalid', 'conditions.all.0 unknown_field'),
  )
  await assert.rejects(save({ overflowSeconds: 60 }), places('queue_invalid', 'overflowQueueId missing'))
  await assert.rejects(
    save({ overflowSeconds: 60, overflowQueueId: 1_000_000 }),
    places('queue_invalid', 'overflowQueueId queue_unknown'),
  )
  const first = await queue(group)
  const second = await queue(group, { overflowSeconds: 60, overflowQueueId: first })
  await assert.rejects(
    save({ id: first, overflowSeconds: 60, overflowQueueId: second }),
    places('queue_invalid', 'overflowQueueId circle'),
  )
  await assert.rejects(
    save({ id: first, overflowSeconds: 60, overflowQueueId: first }),
    places('queue_invalid', 'overflowQueueId circle'),
  )
  await assert.rejects(as().run('group.delete', { groupId: group }), refused('group_in_use'))
  await as().run('queue.delete', { queueId: first })
  assert.equal((await queues()).find(({ id }) => id === second)?.overflowQueueId, null)
})

test('an older save is refused, and so is an order of other queues', async () => {
  const group = await groupId('Versions')
  const first = await queue(group, { name: 'First' })
  const second = await queue(group, { name: 'Second' })
  await as().run('queue.save', queueOf(group, { id: first, version: 1, name: 'Newer' }))
  await assert.rejects(
    as().run('queue.save', queueOf(group, { id: first, version: 1, name: 'Older' })),
    refused('queue_changed_meanwhile'),
  )
  const ids = (await queues()).map(({ id }) => id)
  assert.deepEqual(ids.slice(-2), [first, second])
  await as().run('queue.sort', { ids: ids.toReversed() })
  assert.deepEqual(
    (await queues()).map(({ id }) => id),
    ids.toReversed(),
  )
  await assert.rejects(as().run('queue.sort', { ids: ids.slice(1) }), refused('queues_changed_meanwhile'))
})

test('work goes to the first queue that fits; out of one that is switched off or deleted it goes to the next [RO9]', async () => {
  await routingOn(app, admin)
  const agent = await app.agent()
  const group = await groupId('Movers', [agent])
  const tagged = { all: [{ field: 'subject', operator: 'contains_any' as const, value: ['refund'] }], any: [] }
  const refunds = await queue(group, { name: 'Refunds', conditions: tagged })
  const all = await queue(group, { name: 'All' })
  const session = await asked(agent, 'A refund, please')
  const at = async () => (await routingOf(session.conversationId))?.queueId
  assert.equal(await at(), refunds)
  const firstAt = (await routingOf(session.conversationId))?.firstAt
  await as().run('queue.save', queueOf(group, { id: refunds, name: 'Refunds', conditions: tagged, active: false }))
  await until(async () => (await at()) === all, 'it is in the next that fits')
  await app.reloadRouting()
  // Put there by hand, conditions do not take it out; its end does.
  const third = await queue(group, { name: 'Third' })
  await app.as(agent).run('ticket.queue', { conversationId: session.conversationId, queueId: third })
  assert.equal(await at(), third)
  await as().run('queue.delete', { queueId: third })
  await until(async () => (await at()) === all, 'and again')
  assert.equal((await routingOf(session.conversationId))?.firstAt, firstAt, 'it keeps its place')
})

test('moved to a queue and taken back, nothing of the move stays: also of what waits for nobody now [RO8]', async () => {
  await routingOn(app, admin)
  const agent = await app.agent()
  const group = await groupId('Undoers', [agent])
  const to = await queue(group, {
    name: 'Meant',
    conditions: { all: [{ field: 'subject', operator: 'contains_any', value: ['never'] }], any: [] },
  })
  const session = await asked(agent, 'Not yet')
  const { conversationId } = session
  const change = (changes: object) => app.as(agent).run('ticket.submit', { conversationId, changes })
  for (const status of ['open', 'pending']) {
    await change({ assigneeId: agent.userId, status })
    await app.as(agent).run('ticket.queue', { conversationId, queueId: to })
    assert.deepEqual((await routingOf(conversationId))?.isPinned, true)
    await change({ assigneeId: agent.userId })
    const { isPinned, queueId } = known<Routing>(await routingOf(conversationId))
    assert.deepEqual([isPinned, queueId], [false, null], status)
  }
})
