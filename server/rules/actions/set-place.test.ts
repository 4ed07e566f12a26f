import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import sql from 'sql-template-tag'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession, start, waitingSession } from '../../../test/kit/sessions.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { InboxPage, UpdateView } from '../../tickets/contract.ts'
import type { Action, DryRunView } from '../contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
afterEach(async () => {
  await app.db.run(sql`update rules set active = false`)
  await app.reloadRules()
})

const tagged = (tag: string): Condition => ({ field: 'tags', operator: 'contains_any', value: [tag] })
const onTag = (tag: string, ...actions: Action[]) =>
  trigger(app, admin, { title: `On ${tag}`, all: [tagged(tag)], actions })
const everyDay = (from: number, to: number) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }))
async function hours(name: string, week: object[]): Promise<number> {
  const schedule = { name, timeZone: 'UTC', week, holidays: [], isDefault: false }
  const { id } = await app.as(admin).run<{ id: number }>('schedule.save', schedule)
  await app.reloadSchedules()
  return id
}
async function brand(name: string): Promise<number> {
  return (await app.as(admin).run<{ id: number }>('brand.save', { name })).id
}

test('the hours a rule gives a ticket count from then on: for the next rule, for promises, for automations [RU22] [SL2]', async () => {
  const never = await hours('Never', [])
  const policy = {
    name: 'Promise',
    active: true,
    conditions: { all: [], any: [] },
    scheduleId: null,
    targets: Object.fromEntries(
      ['low', 'normal', 'high', 'urgent'].map((priority) => [
        priority,
        {
          business: true,
          first_reply: 60,
          next_reply: null,
          requester_wait: null,
          agent_work: null,
          resolution: null,
        },
      ]),
    ),
  }
  const { id: policyId } = await app.as(admin).run<{ id: number }>('sla_policy.save', policy)
  await app.reloadSla()
  await onTag('late', { do: 'set_schedule', scheduleId: never }, { do: 'add_tags', tags: ['given'] })
  await trigger(app, admin, {
    title: 'Reads it',
    all: [
      tagged('given'),
      { field: 'inBusinessHours', operator: 'is', value: false },
      { field: 'scheduleId', operator: 'is', value: never },
    ],
    actions: [{ do: 'add_tags', tags: ['closed'] }],
  })
  await onTag('back', { do: 'set_schedule', scheduleId: null })
  const session = await waitingSession({ app })
  const due = async () => (await session.snapshot()).sla?.targets[0]?.dueAt ?? null
  const before = await due()
  assert.notEqual(before, null, 'without hours every hour counts')
  await session.change({ tags: ['late'] })
  assert.deepEqual((await session.ticket()).tags, ['closed', 'given', 'late'])
  assert.equal(await due(), null, 'what is never open is never due')
  const [update] = await app.as(admin).get<UpdateView[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.deepEqual(update?.changes['scheduleId'], [null, never])
  await assert.rejects(
    app.as(admin).run('schedule.delete', { scheduleId: never }),
    refused('schedule_in_use', { reason: 'rules', rules: 1 }),
  )
  await session.change({ tags: ['back'] })
  assert.deepEqual([(await session.ticket()).scheduleId, await due()], [null, before])
  await app.as(admin).run('sla_policy.delete', { policyId })
  await app.reloadSla()
})

test('promises without hours of their own go by those of the channel, and follow it to others [SL2] [SL6]', async () => {
  const morning = await hours('Morning', everyDay(0, 1))
  const channelId = await app.channel()
  const channels = await app.as(admin).get<Record<string, unknown>[]>('/api/v1/channels')
  const {
    kind: _kind,
    key: _key,
    signingKeys: _keys,
    snippet: _snippet,
    ...channel
  } = channels.find(({ id }) => id === channelId) ?? {}
  const aims = { business: true, first_reply: 60, next_reply: null, requester_wait: null, agent_work: null }
  const targets = Object.fromEntries(
    ['low', 'normal', 'high', 'urgent'].map((priority) => [priority, { ...aims, resolution: null }]),
  )
  const { id: policyId } = await app.as(admin).run<{ id: number }>('sla_policy.save', {
    name: 'Of the channel',
    active: true,
    conditions: { all: [], any: [] },
    scheduleId: null,
    targets,
  })
  await app.reloadSla()
  const session = await waitingSession({ app, visitor: await app.visitor(channelId) })
  const dueIn = async () => {
    const target = (await session.snapshot()).sla?.targets[0]
    return (Date.parse(target?.dueAt ?? '') - Date.parse(target?.startedAt ?? '')) / 60_000
  }
  assert.equal(await dueIn(), 60)
  await app.as(admin).run('channel.save', { ...channel, scheduleId: morning })
  await app.reloadChannels()
  for (;;) {
    const { progress } = await app.as(admin).get<{ progress: unknown }>('/api/v1/sla-policies/progress')
    if (progress === null) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.ok((await dueIn()) > 58 * 1_440, 'a minute a day makes an hour in sixty days')
  await app.as(admin).run('sla_policy.delete', { policyId })
  await app.reloadSla()
})

test('a rule gives another brand: the conversation, the lists and their counts have it, and who may not see it does not [RU22]', async () => {
  const second = await brand('Second')
  await onTag('second', { do: 'set_brand', brandId: second })
  const session = await servedSession({ app })
  const { roleId } = await app.as(admin).run<{ roleId: number }>('role.save', {
    name: 'First brand only',
    permissions: ['conversations.read', 'conversations.note'],
    scope: { tickets: 'all', brands: [1] },
  })
  const looker = await app.agent()
  await app.as(admin).run('user.update', { userId: looker.userId, roleId })
  const desk = await app.live(looker)
  await desk.join(session.topic)
  await session.change({ tags: ['second'] })
  const { ticket, conversation } = await session.snapshot()
  assert.deepEqual([ticket?.brandId, conversation.brandId], [second, second])
  await desk.settled()
  assert.ok(desk.frames.some((frame) => frame.t === 'revoked'))
  await assert.rejects(
    app.as(looker).get(`/api/v1/conversations/${session.conversationId}`),
    refused('conversation_not_found'),
  )
  const { rows } = await app.as(admin).get<InboxPage>('/api/v1/inbox', { view: 'all' })
  assert.equal(rows.find((row) => row.conversationId === session.conversationId)?.brandId, second)
})

test('a rule gives another language: what is said to the customer from then on is in it, reminders too [RU22]', async () => {
  const style = await app.as(admin).run<{ id: number }>('style.save', {
    kind: 'custom',
    name: 'Reminds',
    closeAfterSeconds: 3_600,
    undoSeconds: 0,
    inactivity: {
      endAfterMinutes: null,
      steps: [{ afterMinutes: 5, status: null, tags: [], text: { en: 'Still there?', fr: 'Toujours là ?' } }],
    },
  })
  await onTag('remind', { do: 'set_style', styleId: style.id })
  await onTag('french', { do: 'set_language', locale: 'fr' })
  await trigger(app, admin, {
    title: 'Reads it',
    all: [{ field: 'locale', operator: 'is', value: 'fr' }],
    actions: [{ do: 'add_tags', tags: ['fr'] }],
  })
  const session = await servedSession({ app })
  const desk = await app.live(session.agent)
  await desk.join(session.topic)
  await session.change({ tags: ['remind'] })
  await session.change({ tags: ['french'] })
  const { conversation, ticket } = await session.snapshot()
  assert.deepEqual([conversation.locale, ticket?.tags], ['fr', ['fr', 'french']])
  assert.equal(conversation.style.inactivity?.steps[0]?.text, 'Toujours là ?')
  await desk.settled()
  const told = desk.events(session.topic).find(({ type }) => type === 'conversation.localized')
  assert.deepEqual([told?.data.locale, told?.data.style], ['fr', conversation.style])
  const [update] = await app.as(admin).get<UpdateView[]>(`/api/v1/conversations/${session.conversationId}/updates`)
  assert.deepEqual(
    update?.rules?.flatMap(({ did }) => did),
    ['set_language:fr'],
  )
})

test('what is not there is refused with its place; a dry run says what would change; files go by names [RU6] [TF1]', async () => {
  const save = (...actions: Action[]) =>
    app.as(admin).run('rule.save', {
      kind: 'trigger',
      title: 'Wrong',
      category: '',
      active: true,
      definition: { conditions: { all: [tagged('x')], any: [] }, actions },
    })
  for (const [action, message] of [
    [{ do: 'set_schedule', scheduleId: 999_999 }, 'schedule_unknown'],
    [{ do: 'set_brand', brandId: 999_999 }, 'brand_unknown'],
  ] as const)
    await assert.rejects(save(action), (error: { details?: unknown }) => {
      assert.match(JSON.stringify(error.details), new RegExp(`actions\\.0.*${message}`))
      return refused('rule_invalid')(error)
    })
  await assert.rejects(save({ do: 'set_language', locale: 'not a language' }), refused('rule_invalid'))

  const [scheduleId, brandId] = [await hours('Nights', everyDay(0, 360)), await brand('Third')]
  const session = await servedSession({ app })
  await session.change({ tags: ['try'] })
  const actions: Action[] = [
    { do: 'set_schedule', scheduleId },
    { do: 'set_brand', brandId },
  ]
  const definition = { conditions: { all: [tagged('try')], any: [] }, actions }
  const tried = await app.as(admin).run<DryRunView>('rule.dry_run', { kind: 'trigger', definition })
  assert.deepEqual(tried.examples[0]?.changes, { brandId: [1, brandId], scheduleId: [null, scheduleId] })
  await onTag('files', ...actions)
  const { settings } = await app
    .as(admin)
    .get<{ settings: { trigger: { title: string }[] } }>('/api/v1/settings/export', { kinds: 'trigger' })
  const text = JSON.stringify(settings.trigger.find(({ title }) => title === 'On files'))
  assert.match(text, /"scheduleId":\{"named":"Nights"\},?.*"brandId":\{"named":"Third"\}/)
})

test('who has no known address is asked for one in the thread; what he says is claimed, and he is asked no more [RU23] [S4.16] [S4.23]', async () => {
  const definition = {
    event: 'requested',
    conditions: { all: [], any: [] },
    actions: [{ do: 'request_email', texts: { en: 'Where can we reach you?', fr: 'Où vous joindre ?' } }],
  }
  const rule = { kind: 'messaging_trigger', title: 'Asks', category: '', active: true, definition }
  await app.as(admin).run('rule.save', rule)
  await app.reloadRules()
  const session = await waitingSession({ app })
  const asked = async ({ snapshot }: typeof session) =>
    (await snapshot()).thread.events.flatMap(({ type, data }) => {
      const message = data['message'] as { text: string; asks?: string } | undefined
      return type === 'message.sent' && message?.asks !== undefined ? [[message.text, message.asks]] : []
    })
  assert.deepEqual(await asked(session), [['Where can we reach you?', 'email']])
  await app.as(session.visitor).run('visitor.details', { email: 'ada@asked.example' })
  const { contact } = await session.snapshot()
  assert.deepEqual(
    contact.identities.map(({ value, verified }) => [value, verified]),
    [['ada@asked.example', false]],
  )
  await session.end()
  const next = await start(app, session.visitor, 'One more thing')
  assert.deepEqual(
    await asked({ ...session, snapshot: () => app.as(admin).get(`/api/v1/conversations/${next.conversationId}`) }),
    [],
  )
  await assert.rejects(
    app.as(admin).run('rule.save', {
      ...rule,
      kind: 'trigger',
      definition: { ...definition, event: undefined, conditions: { all: [tagged('x')], any: [] } },
    }),
    refused('rule_invalid'),
  )
})
