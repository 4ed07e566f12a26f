import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import type { DryRunView } from '../contract.ts'

const definition = {
  conditions: {
    all: [
      { field: 'by', operator: 'is', value: 'contact' },
      { field: 'message', operator: 'contains_any', value: ['remboursé'] },
      { field: 'session', operator: 'is', value: 'active' },
    ],
    any: [],
  },
  actions: [
    { do: 'set_priority', priority: 'urgent' },
    { do: 'add_tags', tags: ['refund'] },
    { do: 'set_status', status: 'pending' },
  ],
}

test('a rule is tried on the past: what it would have matched and changed, and nothing is changed', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const session = await servedSession({ app })
  await session.say('Je veux être REMBOURSE')
  await session.say('vite')
  const before = await session.ticket()
  const result = await app.as(admin).run<DryRunView>('rule.dry_run', { kind: 'trigger', definition, days: 7 })
  assert.equal(result.matched, 1)
  assert.equal(result.tickets, 1)
  assert.ok(result.looked >= 3)
  const { statusId, ...changes } = result.examples[0]?.changes ?? {}
  assert.ok(
    typeof statusId?.[1] === 'number' && statusId[1] !== statusId[0],
    'the own status of the category goes with it',
  )
  assert.deepEqual(changes, {
    status: ['open', 'pending'],
    priority: [null, 'urgent'],
    tags: [[], ['refund']],
  })
  assert.equal(result.examples[0]?.conversationId, session.conversationId)
  assert.deepEqual(await session.ticket(), before)
})

test('what cannot be saved cannot be tried', async () => {
  const app = await testApp()
  const wrong = { ...definition, actions: [{ do: 'move', groupId: 9_999 }] }
  const admin = await app.administrator()
  await assert.rejects(
    app.as(admin).run('rule.dry_run', { kind: 'trigger', definition: wrong, days: 7 }),
    refused('rule_invalid'),
  )
})

test('what SQL cannot ask is sieved: a pattern, and the hour [CO5]', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const session = await servedSession({ app })
  await session.say('Code AB-1234, please')
  await session.say('Code XX, please')
  const of = (value: string) =>
    app.as(admin).run<DryRunView>('rule.dry_run', {
      kind: 'trigger',
      definition: {
        conditions: {
          all: [
            { field: 'message', operator: 'matches', value },
            { field: 'inBusinessHours', operator: 'is', value: true },
          ],
          any: [],
        },
        actions: [{ do: 'add_tags', tags: ['code'] }],
      },
    })
  const found = await of('ab-\\d{4}')
  assert.equal(found.matched, 1)
  assert.equal(found.isCut, false)
  assert.deepEqual(found.examples[0]?.changes, { tags: [[], ['code']] })
  assert.equal((await of('^nothing$')).matched, 0)
  await assert.rejects(of('(a'), refused('rule_invalid'))
})

test('an automation is tried on the open tickets: on which it would act now, on which later, and what it did not twice', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const [waits, hurries] = [await servedSession({ app }), await servedSession({ app })]
  await app.later(3 * 3_600)
  await hurries.change({ tags: ['dry'] })
  await waits.change({ tags: ['dry'], status: 'pending' })
  const timed = {
    conditions: {
      all: [
        { field: 'tags', operator: 'contains_any', value: ['dry'] },
        { field: 'createdAt', operator: 'at_least', value: 2 },
        { field: 'inStatusSince', operator: 'at_least', value: 2 },
      ],
      any: [],
    },
    actions: [{ do: 'set_priority', priority: 'high' }],
  }
  const tried = (more: object = {}) =>
    app.as(admin).run<DryRunView>('rule.dry_run', { kind: 'automation', definition: timed, ...more })
  const first = await tried()
  assert.deepEqual([first.matched, first.coming, first.tickets], [1, 1, 2])
  assert.deepEqual(
    first.examples.map(({ conversationId }) => conversationId),
    [hurries.conversationId, waits.conversationId],
  )
  assert.deepEqual(first.examples[0]?.changes, { priority: [null, 'high'] })
  const due = (await waits.ticket()).updatedAt
  assert.equal(Date.parse(first.examples[1]?.at ?? ''), Date.parse(due) + 2 * 3_600_000)
  assert.equal((await hurries.ticket()).priority, null)
  const { id } = await app.as(admin).run<{ id: number }>('rule.save', {
    kind: 'automation',
    title: 'Dry no more',
    category: '',
    active: true,
    definition: timed,
  })
  while ((await hurries.ticket()).priority === null) await new Promise((resolve) => setTimeout(resolve, 20))
  const again = await tried({ ruleId: id })
  assert.deepEqual([again.matched, again.coming], [0, 1])
})

test('a messaging trigger is tried on its own events: who was there then is not known, and said so', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const conditionOn = (field: string, operator: string, value: unknown) => ({ field, operator, value })
  const run = (event: string, ...all: object[]) =>
    app.as(admin).run<DryRunView>('rule.dry_run', {
      kind: 'messaging_trigger',
      definition: {
        conditions: { all, any: [] },
        actions: [
          { do: 'send_message', texts: { en: 'Hello' } },
          { do: 'set_priority', priority: 'high' },
        ],
        event,
      },
    })
  const [requested, sent] = [await run('requested'), await run('message_sent')]
  const session = await servedSession({ app })
  await session.say('A giraffe, please')
  await session.note('A giraffe')
  await session.reply('A giraffe it is')
  const after = await run('message_sent')
  assert.deepEqual([(await run('requested')).looked, after.looked], [requested.looked + 1, sent.looked + 1])
  assert.deepEqual(after.examples[0]?.changes, { priority: [null, 'high'] })
  const found = await run(
    'message_sent',
    conditionOn('message', 'contains_any', ['giraffe']),
    conditionOn('earlier', 'is', 0),
    conditionOn('online', 'is', false),
  )
  assert.deepEqual([found.matched, found.unknown], [1, ['online']])
  const waiting = await run(
    'message_sent',
    conditionOn('queueSize', 'greater', 3),
    conditionOn('routed', 'is', 'first'),
  )
  assert.deepEqual([waiting.looked, waiting.unknown], [after.looked, ['queueSize', 'routed']])
  const queued = await run('queued')
  assert.deepEqual([queued.isKept, queued.unknown, (await run('assigned')).examples], [false, [], []])
  const pattern = conditionOn('message', 'matches', 'gir[a]ffe')
  assert.equal((await run('message_sent', pattern, conditionOn('earlier', 'greater', 0))).matched, 0)
  assert.equal((await run('message_sent', pattern, conditionOn('earlier', 'at_most', 0))).matched, 1)
})

test('once in a conversation counts the first match of each, asked by SQL and sieved alike', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const [chatty, brief] = [await servedSession({ app }), await servedSession({ app })]
  for (const word of ['Okapi 1', 'okapi 2', 'okapi 3']) await chatty.say(word)
  await brief.say('An okapi 4')
  const run = async (condition: object, once: boolean) => {
    const definition = {
      conditions: { all: [{ field: 'message', ...condition }], any: [] },
      actions: [{ do: 'set_priority', priority: 'high' }],
      event: 'message_sent',
      once,
    }
    const { matched, tickets, examples } = await app
      .as(admin)
      .run<DryRunView>('rule.dry_run', { kind: 'messaging_trigger', definition })
    return [matched, tickets, examples.length]
  }
  const asked = { operator: 'contains_any', value: ['okapi'] }
  const sieved = { operator: 'matches', value: 'okapi \\d' }
  for (const condition of [asked, sieved]) {
    assert.deepEqual(await run(condition, false), [4, 2, 4])
    assert.deepEqual(await run(condition, true), [2, 2, 2])
  }
})

test('an automation and a trigger that undo each other are told, one beside the other', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const definitionOf = (all: object[], status: string) => ({
    conditions: { all, any: [] },
    actions: [{ do: 'set_status', status }],
  })
  const waits = definitionOf(
    [
      { field: 'status', operator: 'is', value: 'open' },
      { field: 'inStatusSince', operator: 'at_least', value: 24 },
    ],
    'pending',
  )
  const rule = { kind: 'automation', title: 'Waits', category: '', active: true, definition: waits }
  const { id } = await app.as(admin).run<{ id: number }>('rule.save', rule)
  const back = definitionOf([{ field: 'status', operator: 'changed_to', value: 'pending' }], 'open')
  await app.as(admin).run('rule.save', { ...rule, kind: 'trigger', title: 'Back', definition: back })
  const { conflicts } = await app
    .as(admin)
    .run<DryRunView>('rule.dry_run', { kind: 'automation', definition: waits, ruleId: id })
  assert.deepEqual(
    conflicts.map(({ kind, other }) => [kind, other?.title]),
    [['loop', 'Back']],
  )
})

test('who keeps rules but does not reach a ticket is told how many, and shown none of it [TK7]', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const { roleId } = await app.as(admin).run<{ roleId: number }>('role.save', {
    name: 'Keeps rules, sees his own',
    permissions: ['conversations.read', 'rules.manage'],
    scope: { tickets: 'mine', brands: null },
  })
  const keeper = await app.agent()
  await app.as(admin).run('user.update', { userId: keeper.userId, roleId })
  const made = await trigger(app, admin, {
    all: [{ field: 'message', operator: 'contains_any', value: ['remboursé'] }],
    actions: [{ do: 'add_tags', tags: ['back'] }],
  })
  const session = await servedSession({ app })
  await session.say('Je veux être remboursé')
  const tried = await app.as(keeper).run<DryRunView>('rule.dry_run', { kind: 'trigger', definition, days: 7 })
  assert.ok(tried.matched > 0)
  assert.deepEqual(tried.examples, [])
  const firings = (who: typeof keeper) => app.as(who).get<unknown[]>(`/api/v1/rules/${made.id}/firings`)
  assert.deepEqual([(await firings(keeper)).length, (await firings(admin)).length], [0, 1])
})
