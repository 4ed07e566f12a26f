import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import sql from 'sql-template-tag'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { survey } from '../../../test/kit/surveys.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import { clock } from '../../platform/clock.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { Action, ReplanningView, RuleFiringView } from '../contract.ts'

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

const automation = async (all: Condition[], ...actions: Action[]) => {
  const saved = await app.as(admin).run<{ id: number }>('rule.save', {
    kind: 'automation',
    title: 'An automation',
    category: '',
    active: true,
    definition: { conditions: { all, any: [] }, actions },
  })
  await settled()
  return saved
}
/** Open tickets have their next instants anew. */
async function settled(): Promise<void> {
  while ((await progress()) !== null) await new Promise((resolve) => setTimeout(resolve, 10))
}
const progress = async () =>
  (await app.as(admin).get<{ replanning: ReplanningView }>('/api/v1/rules/replanning')).replanning
const firingsOf = (id: number) => app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${id}/firings`)

test('an automation acts when its hours are over, and once for the instants it counts from [RU8]', async () => {
  const made = await automation(
    [
      { field: 'status', operator: 'is', value: 'pending' },
      { field: 'inStatusSince', operator: 'at_least', value: 2 },
    ],
    { do: 'add_tags', tags: ['waiting_long'] },
  )
  const session = await servedSession({ app })
  await session.change({ status: 'pending' })
  await app.later(3_600)
  assert.deepEqual((await session.ticket()).tags, [])
  await app.later(3_600)
  assert.deepEqual((await session.ticket()).tags, ['waiting_long'])
  await session.change({ tags: [] })
  await app.later(36_000)
  assert.deepEqual((await session.ticket()).tags, [], 'not again for the same wait')
  await session.say('Still there?')
  await session.change({ status: 'pending' })
  await app.later(7_200)
  assert.deepEqual((await session.ticket()).tags, ['waiting_long'], 'pending again is another time')
  assert.equal((await firingsOf(made.id)).length, 2)
})

test('it reaches tickets that were there before it; what it changes is an update that triggers read [RU8]', async () => {
  const session = await servedSession({ app })
  await app.later(7_200)
  await trigger(app, admin, {
    all: [
      { field: 'by', operator: 'is', value: 'rule' },
      { field: 'priority', operator: 'changed_to', value: 'high' },
    ],
    actions: [{ do: 'add_tags', tags: ['seen_by_trigger'] }],
  })
  await automation(
    [
      { field: 'status', operator: 'is', value: 'open' },
      { field: 'customerAt', operator: 'greater', value: 1 },
    ],
    { do: 'set_priority', priority: 'high' },
  )
  await app.later(1)
  const ticket = await session.ticket()
  assert.equal(ticket.priority, 'high')
  assert.deepEqual(ticket.tags, ['seen_by_trigger'])
})

test('closed tickets are left alone; several act in their order, each seeing the one before', async () => {
  await automation([{ field: 'createdAt', operator: 'at_least', value: 5 }], { do: 'set_priority', priority: 'urgent' })
  await automation(
    [
      { field: 'createdAt', operator: 'at_least', value: 5 },
      { field: 'priority', operator: 'is', value: 'urgent' },
    ],
    { do: 'add_tags', tags: ['second'] },
  )
  const open = await servedSession({ app })
  const closed = await servedSession({ app, style: 'live_chat', closeAfterSeconds: 0 })
  await closed.solve()
  await app.later(5 * 3_600)
  assert.deepEqual((await open.ticket()).tags, ['second'])
  assert.equal((await closed.ticket()).priority, null)
})

test('planning is under way from the commit of the change on, and left over work is done by whoever is there [RU10]', async () => {
  const session = await servedSession({ app })
  await automation([{ field: 'createdAt', operator: 'at_least', value: 3 }], { do: 'add_tags', tags: ['old'] })
  const planned = () =>
    app.db.maybe<{ n: number }>(
      sql`select 1 as n from timers where subject = ${session.topic} and kind = 'rules.check'`,
    )
  assert.notEqual(await planned(), null)
  // As a node leaves it that dies after the commit and before its work.
  await app.db.run(sql`delete from timers where kind = 'rules.check'`)
  await app.db.run(sql`update automation_planning set wanted = wanted + 1`)
  assert.notEqual(await progress(), null)
  await settled()
  assert.notEqual(await planned(), null)
})

test('an automation without a time is refused, with the place named [RU6]', async () => {
  const save = automation([{ field: 'status', operator: 'is', value: 'open' }], { do: 'end_session' })
  await assert.rejects(save, refused('rule_invalid'))
})

test('hours are those of the channel a conversation came by, else the default ones, also once it goes by others [RU21]', async () => {
  const week = (from: number, to: number) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: from * 60, to: to * 60 }))
  const hours = async (name: string, spans: object[], isDefault: boolean) =>
    (
      await app.as(admin).run<{ id: number }>('schedule.save', {
        name,
        timeZone: 'UTC',
        week: spans,
        holidays: [],
        isDefault,
      })
    ).id
  await hours('Never', [], true)
  const always = await hours('Always', week(0, 24), false)
  await app.reloadSchedules()
  const goBy = async (channelId: number, scheduleId: number | null) => {
    const channels = await app.as(admin).get<Record<string, unknown>[]>('/api/v1/channels')
    const {
      kind: _,
      key: __,
      signingKeys: ___,
      snippet: ____,
      ...channel
    } = channels.find((each) => each.id === channelId) ?? {}
    await app.as(admin).run('channel.save', { ...channel, scheduleId })
    await app.reloadChannels()
  }
  const [own, other] = [await app.channel(), await app.channel()]
  await goBy(own, always)
  await trigger(app, admin, {
    all: [
      { field: 'kind', operator: 'is', value: 'created' },
      { field: 'inBusinessHours', operator: 'is', value: true },
      { field: 'scheduleId', operator: 'is', value: always },
    ],
    actions: [{ do: 'add_tags', tags: ['open'] }],
  })
  await automation([{ field: 'createdAt', operator: 'at_least', value: 2, business: true }], {
    do: 'add_tags',
    tags: ['two_hours'],
  })
  const inOpen = await servedSession({ app, visitor: await app.visitor(own) })
  const inClosed = await servedSession({ app, visitor: await app.visitor(other) })
  assert.deepEqual([(await inOpen.ticket()).tags, (await inClosed.ticket()).tags], [['open'], []])
  await app.later(2 * 3_600)
  assert.deepEqual([(await inOpen.ticket()).tags, (await inClosed.ticket()).tags], [['open', 'two_hours'], []])
  await goBy(other, always)
  await settled()
  await app.later(1)
  assert.deepEqual((await inClosed.ticket()).tags, ['two_hours'])
})

test('an automation asks how it was, once a ticket [RU8] [S2.28]', async () => {
  const surveyId = await survey(app, admin, { atSolve: false, atSessionEnd: false })
  await automation(
    [
      { field: 'status', operator: 'is', value: 'pending' },
      { field: 'inStatusSince', operator: 'at_least', value: 2 },
    ],
    { do: 'send_survey', surveyId },
  )
  const session = await servedSession({ app })
  await session.change({ status: 'pending' })
  assert.equal((await session.ticket()).satisfaction, 'unoffered')
  await app.later(2 * 3_600)
  assert.equal((await session.ticket()).satisfaction, 'offered')
})

test('what it did before one of its actions was refused is an update, which triggers read [RU3] [RU8]', async () => {
  const session = await servedSession({ app })
  await trigger(app, admin, {
    all: [{ field: 'priority', operator: 'changed_to', value: 'high' }],
    actions: [{ do: 'add_tags', tags: ['seen'] }],
  })
  const made = await automation(
    [{ field: 'customerAt', operator: 'at_least', value: 2 }],
    { do: 'set_priority', priority: 'high' },
    // Nobody acts: a note without words.
    { do: 'add_note', text: '{{agent.name}}' },
  )
  await app.later(7_200)
  const { priority, tags } = await session.ticket()
  assert.deepEqual([priority, tags], ['high', ['seen']])
  const [firing] = await firingsOf(made.id)
  assert.deepEqual([firing?.failure, firing?.changes], ['message_empty', { priority: [null, 'high'] }])
})

test('an automation that has just broken is not asked again and again while it is left out [RU4]', async () => {
  const session = await servedSession({ app })
  let made: { id: number } | undefined
  await app.db.run(sql`create function refuse_notes() returns trigger language plpgsql as $$
    begin if new.author_kind = 'rule' then raise exception 'no notes today'; end if; return new; end $$`)
  await app.db.run(
    sql`create trigger refuse_notes before insert on messages for each row execute function refuse_notes()`,
  )
  try {
    made = await automation([{ field: 'customerAt', operator: 'at_least', value: 2 }], {
      do: 'add_note',
      text: 'Waits',
    })
    await app.later(7_200)
    const [next] = await app.db.rows<{ inSeconds: number }>(
      sql`select extract(epoch from due_at - ${clock.now()}::timestamptz)::float8 as "inSeconds" from timers
          where subject = ${session.topic} and kind = 'rules.check'`,
    )
    assert.ok(next !== undefined && next.inSeconds > 0 && next.inSeconds <= 10, JSON.stringify(next))
  } finally {
    await app.db.run(sql`drop trigger refuse_notes on messages`)
    app.forgetFailures()
  }
  await app.later(11)
  assert.deepEqual((await firingsOf(made?.id ?? 0))[0]?.did, ['note'])
})

test('what another node planned by the rules it still knew is planned once more, a moment later [RU10]', async () => {
  const session = await servedSession({ app })
  const planned = async () =>
    (await app.db.rows(sql`select from timers where subject = ${session.topic} and kind = 'rules.check'`)).length
  // Time stands still until the other one has written.
  const { now } = clock
  const then = now()
  clock.now = () => then
  try {
    await automation([{ field: 'customerAt', operator: 'at_least', value: 2 }], { do: 'add_tags', tags: ['late'] })
    assert.equal(await planned(), 1)
    await app.db.run(sql`delete from timers where subject = ${session.topic} and kind = 'rules.check'`)
    await app.db.run(sql`update inbox set activity_at = ${then} where conversation_id = ${session.conversationId}`)
    assert.equal(await planned(), 0)
  } finally {
    clock.now = now
  }
  await app.later(5)
  while ((await planned()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
})
