import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { atWork, routingOn, until } from '../../../test/kit/routing.ts'
import { sessionOf, start } from '../../../test/kit/sessions.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { Routing } from '../../tickets/contract.ts'
import type { Action, MessagingEvent } from '../contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
afterEach(async () => {
  for (const text of [
    'update rules set active = false',
    'update agent_leases set until = now()',
    'update queues set deleted_at = now() where deleted_at is null',
    'delete from inbox',
    'update agent_states set email = 0, messaging = 0, call = 0',
  ])
    await app.db.run({ name: `test.clean ${text.slice(0, 16)}`, text, values: [] })
  await Promise.all([app.reloadRules(), app.reloadRouting()])
})

type Rule = { event?: MessagingEvent; all?: Condition[]; actions: Action[] }
async function rule({ event, all = [], actions }: Rule) {
  await app.as(admin).run('rule.save', {
    kind: event === undefined ? 'trigger' : 'messaging_trigger',
    title: 'A rule',
    category: '',
    active: true,
    definition: { conditions: { all, any: [] }, actions, ...(event === undefined ? {} : { event }) },
  })
  await app.reloadRules()
}
const created: Condition = { field: 'kind', operator: 'is', value: 'created' }
async function asked(agent: Agent, text = 'Where is my order?') {
  const visitor = await app.visitor(await app.channel())
  const { conversationId } = await start(app, visitor, text)
  return sessionOf(app, agent, visitor, conversationId)
}
const routingOf = async ({ conversationId }: { conversationId: number }): Promise<Routing | null> =>
  (
    await app.db.row<{ routing: Routing | null }>({
      name: 'test.routing',
      text: 'select routing from inbox where conversation_id = $1',
      values: [conversationId],
    })
  ).routing
const skill = async (name: string) => (await app.as(admin).run<{ id: number }>('skill.save', { name, agents: [] })).id
const never: Condition = { field: 'tags', operator: 'contains_any', value: ['never'] }
async function queue(name: string, fits = never) {
  const { id: groupId } = await app.as(admin).run<{ id: number }>('group.save', { name, members: [] })
  const { id } = await app.as(admin).run<{ id: number }>('queue.save', {
    name,
    active: true,
    conditions: { all: [fits], any: [] },
    shares: [{ percent: 100, groupIds: [groupId] }],
    secondaryGroupIds: [],
    orderedBy: 'priority',
    overflowSeconds: null,
    overflowQueueId: null,
    targetPercent: 80,
    targetSeconds: 60,
  })
  await app.reloadRouting()
  return id
}
const said = async ({ snapshot }: Awaited<ReturnType<typeof asked>>): Promise<string[]> =>
  (await snapshot()).thread.events.flatMap(({ type, by, data }) =>
    type === 'message.sent' && by.kind === 'system' ? [(data['message'] as { text: string }).text] : [],
  )

test('a rule sets and adds skills before anybody is looked for; required stays required [S0.9]', async () => {
  await routingOn(app, admin)
  const agent = await app.agent()
  const [one, other] = [await skill('One'), await skill('Other')]
  await rule({ all: [created], actions: [{ do: 'set_skills', skillIds: [one], required: true }] })
  await rule({ all: [created], actions: [{ do: 'add_skills', skillIds: [one, other], required: false }] })
  const routing = await routingOf(await asked(agent))
  assert.deepEqual(routing?.skills, [
    { id: one, required: true },
    { id: other, required: false },
  ])
  assert.equal(routing?.state, 'waiting')
  await assert.rejects(
    rule({ all: [created], actions: [{ do: 'set_skills', skillIds: [other + 1_000], required: true }] }),
    (error: { details?: unknown }) => /actions\.0.*skill_unknown/.test(JSON.stringify(error.details)),
  )
})

test('a rule puts it into a queue whose conditions it does not fit; while routing is off, nothing', async () => {
  const agent = await app.agent()
  const to = await queue('By rule')
  await rule({ all: [created], actions: [{ do: 'set_queue', queueId: to }] })
  await routingOn(app, admin, { enabled: false })
  assert.equal(await routingOf(await asked(agent)), null)
  await routingOn(app, admin)
  const routing = await routingOf(await asked(agent))
  assert.deepEqual([routing?.state, routing?.queueId, routing?.isPinned], ['waiting', to, true])
})

test('an ended session counts for nobody, and is in no queue; unless settings or a rule make it email [S1.13] [S1.14] [S1.20]', async () => {
  await routingOn(app, admin)
  const agent = await app.agent()
  const loads = () =>
    app.db.row<{ email: number; messaging: number }>({
      name: 'test.load',
      text: 'select email, messaging from agent_states where user_id = $1',
      values: [agent.userId],
    })
  const taken = async () => {
    const session = await asked(agent)
    await app.as(agent).run('ticket.take', { conversationId: session.conversationId })
    return session
  }
  const [plain, waiting] = [await taken(), await asked(agent)]
  assert.deepEqual(await loads(), { email: 0, messaging: 1 })
  await plain.end()
  await waiting.end()
  assert.deepEqual(await loads(), { email: 0, messaging: 0 }, 'free at the moment of the end')
  assert.equal((await routingOf(waiting))?.state, 'none', 'out of the queue')
  await routingOn(app, admin, { endedAsEmail: true })
  const byMail = await taken()
  await byMail.end()
  assert.equal((await routingOf(byMail))?.family, 'email')
  await until(async () => (await loads()).messaging === 0, 'no chat of his')
  await routingOn(app, admin)
  await rule({
    all: [{ field: 'session', operator: 'changed_to', value: 'ended' }],
    actions: [{ do: 'set_routing_channel', to: 'email' }],
  })
  const byRule = await taken()
  await byRule.end()
  assert.deepEqual(
    [(await routingOf(byRule))?.family, (await routingOf(byRule))?.state, (await routingOf(byRule))?.asEmail],
    ['email', 'held', true],
  )
})

test('messaging triggers hear of the queue: how many wait, who is there, for the first time or again [RU20]', async () => {
  await routingOn(app, admin, { autoAccept: { email: true, messaging: true, call: true } })
  const agent = await app.agent()
  const message = (text: string): Action => ({ do: 'send_message', texts: { en: text } })
  await rule({
    event: 'queued',
    all: [
      { field: 'routed', operator: 'is', value: 'first' },
      { field: 'queueSize', operator: 'at_least', value: 1 },
      { field: 'accountPresence', operator: 'is', value: 'offline' },
    ],
    actions: [message('You are one of {{queue.size}}'), { do: 'add_tags', tags: ['queued'] }],
  })
  await rule({ event: 'assigned', actions: [message('{{assignee.name}} is here')] })
  const session = await asked(agent)
  assert.deepEqual(await said(session), ['You are one of 1'])
  assert.deepEqual((await session.ticket()).tags, ['queued'])
  await atWork(app, agent)
  await until(async () => (await said(session)).length === 2, 'told of the agent')
  assert.match((await said(session))[1] ?? '', / is here$/)
  assert.equal((await session.ticket()).assigneeId, agent.userId)
})

test('texts of messaging triggers name the queue, the place in it, how many wait and how long it may take [RU20] [S4.22]', async () => {
  await routingOn(app, admin, { lastAgentSeconds: 0 })
  const text = '{{queue.name}}: {{queue.place}} of {{queue.size}}, {{queue.wait_min}} to {{queue.wait_max}} minutes'
  await rule({ event: 'queued', actions: [{ do: 'send_message', texts: { en: text } }] })
  const agent = await app.agent()
  const queueId = await queue('Spare parts', { field: 'status', operator: 'is', value: 'new' })
  const first = await asked(agent)
  // Nobody was ever taken: nothing is promised.
  assert.deepEqual(await said(first), ['Spare parts: 1 of 1, to minutes'])
  await app.db.run({
    name: 'test.taken_from_queue',
    text: `insert into offers (conversation_id, user_id, family, queue_id, waited_ms, made_at, ended_at, outcome, why)
           select $1, $2, 'messaging', $3, 120000, now() - n * interval '2 minutes', now() - n * interval '2 minutes', 'accepted', '{}'
           from generate_series(1, 20) n`,
    values: [first.conversationId, agent.userId, queueId],
  })
  const [words = ''] = await said(await asked(agent))
  const [, low, high] = /^Spare parts: 2 of 2, (\d+) to (\d+) minutes$/.exec(words) ?? []
  assert.ok(Number(low) < Number(high), words)
})
