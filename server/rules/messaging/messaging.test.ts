// reason: one table of what messaging triggers hear, ask and do
import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import sql from 'sql-template-tag'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { survey } from '../../../test/kit/surveys.ts'
import { servedSession, type Session, sessionOf, start, waitingSession } from '../../../test/kit/sessions.ts'
import type { WidgetConversation } from '../../channels/contract.ts'
import type { Condition } from '../../platform/pure/conditions/condition.ts'
import type { Action, MessagingEvent, RuleFiringView } from '../contract.ts'

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

type Wanted = { event?: MessagingEvent; once?: boolean; all?: Condition[]; actions: Action[] }
async function messaging({ event = 'message_sent', once = false, all = [], actions }: Wanted) {
  const definition = { conditions: { all, any: [] }, actions, event, once }
  const rule = { kind: 'messaging_trigger', title: 'A messaging trigger', category: '', active: true, definition }
  const saved = await app.as(admin).run<{ id: number }>('rule.save', rule)
  await app.reloadRules()
  return saved
}
const hello: Action = { do: 'send_message', texts: { en: 'Hello {{contact.name}}, please wait', fr: 'Un instant' } }
async function said({ snapshot }: Session): Promise<string[]> {
  const { thread } = await snapshot()
  return thread.events.flatMap(({ type, by, data }) =>
    type === 'message.sent' && by.kind === 'system' ? [(data.message as { text: string }).text] : [],
  )
}

test('a request is answered at once, in the customer’s language and nobody’s name [RU13]', async () => {
  const made = await messaging({ event: 'requested', actions: [hello, { do: 'add_tags', tags: ['greeted'] }] })
  const session = await waitingSession({ app })
  assert.deepEqual(await said(session), ['Hello, please wait'])
  assert.deepEqual((await session.ticket()).tags, ['greeted'])
  const [line] = await app.as(session.visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
  assert.deepEqual([line?.preview, line?.unread, line?.previewBy], ['Hello, please wait', 1, 'system'])
  const french = await app.visitor()
  const { conversationId } = await start(app, french, 'Bonjour', { locale: 'fr-CA' })
  assert.deepEqual(await said(sessionOf(app, session.agent, french, conversationId)), ['Un instant'])
  const firings = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.deepEqual(firings[0]?.did, ['send_message'])
  await session.say('And more')
  assert.equal((await said(session)).length, 1, 'a message is no request')
})

test('each message of the customer is one: not an agent’s, not a note, not its own [RU13]', async () => {
  await messaging({ all: [{ field: 'message', operator: 'contains_any', value: ['refund'] }], actions: [hello] })
  const session = await servedSession({ app })
  await session.reply('A refund?')
  await session.note('refund')
  assert.deepEqual(await said(session), [])
  await session.say('I want a REFUND!')
  await session.say('Refund')
  assert.equal((await said(session)).length, 2)
})

test('once in a conversation, where it says so; and again in the next one', async () => {
  await messaging({ once: true, actions: [hello] })
  const session = await servedSession({ app })
  await session.say('One')
  await session.say('Two')
  assert.equal((await said(session)).length, 1)
  const other = await servedSession({ app })
  await other.say('One')
  assert.equal((await said(other)).length, 1)
})

test('never after the end of the session, not even in the same breath [S1.16]', async () => {
  await messaging({
    all: [{ field: 'message', operator: 'contains_any', value: ['bye'] }],
    actions: [{ do: 'end_session' }],
  })
  await messaging({ actions: [hello] })
  const session = await servedSession({ app })
  await session.say('Goodbye now, bye')
  const { conversation } = await session.snapshot()
  assert.equal(conversation.session.endReason, 'rule')
  assert.deepEqual(await said(session), [])
  await session.change({ priority: 'low' })
  assert.deepEqual(await said(session), [])
})

test('page, earlier conversations and whether anybody is there are conditions', async () => {
  await messaging({
    event: 'requested',
    all: [
      { field: 'page', operator: 'contains_any', value: ['checkout'] },
      { field: 'online', operator: 'is', value: false },
      { field: 'earlier', operator: 'at_least', value: 1 },
    ],
    actions: [{ do: 'set_priority', priority: 'urgent' }],
  })
  const visitor = await app.visitor()
  const page = { url: 'https://shop.example/checkout/2' }
  const first = await start(app, visitor, 'Hello', { page })
  const session = await servedSession({ app })
  const one = sessionOf(app, session.agent, visitor, first.conversationId)
  assert.equal((await one.ticket()).priority, null, 'it is the first')
  await one.end()
  const second = await start(app, visitor, 'Again', { page })
  assert.equal((await sessionOf(app, session.agent, visitor, second.conversationId).ticket()).priority, 'urgent')
})

test('ticket triggers read what it has changed; both belong to the one update', async () => {
  await messaging({ actions: [{ do: 'set_priority', priority: 'high' }] })
  await app.as(admin).run('rule.save', {
    kind: 'trigger',
    title: 'After it',
    category: '',
    active: true,
    definition: {
      conditions: { all: [{ field: 'priority', operator: 'changed_to', value: 'high' }], any: [] },
      actions: [{ do: 'add_tags', tags: ['seen'] }],
    },
  })
  await app.reloadRules()
  const session = await servedSession({ app })
  await session.say('Hello')
  assert.deepEqual((await session.ticket()).tags, ['seen'])
})

test('it has an event; what only it can do is refused elsewhere, with its place named [RU6]', async () => {
  const conditions = { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] }
  const wrong: [string, object, RegExp][] = [
    ['messaging_trigger', { conditions, actions: [hello] }, /event.*missing/],
    [
      'messaging_trigger',
      { conditions, actions: [{ do: 'send_message', texts: {} }], event: 'requested' },
      /actions\.0/,
    ],
    [
      'messaging_trigger',
      { conditions, actions: [{ do: 'send_message', texts: { en: '{{no.thing}}' } }], event: 'requested' },
      /placeholder_unknown no\.thing/,
    ],
    ['messaging_trigger', { conditions, actions: [hello], event: 'never' }, /event/],
    ['trigger', { conditions, actions: [hello] }, /actions\.0.*not_here/],
    ['trigger', { conditions, actions: [{ do: 'end_session' }], event: 'requested' }, /event.*not_here/],
  ]
  for (const [kind, definition, place] of wrong)
    await assert.rejects(
      app.as(admin).run('rule.save', { kind, title: 'T', category: '', active: false, definition }),
      (error: { code?: string; details?: unknown }) => {
        assert.equal(error.code, 'rule_invalid')
        assert.match(JSON.stringify(error.details), place)
        return true
      },
    )
})

const greetLater: Action[] = [
  { do: 'add_tags', tags: ['asked'] },
  { do: 'wait', seconds: 1_000 },
  hello,
  { do: 'wait', seconds: 2_000 },
  { do: 'add_tags', tags: ['waited'] },
]

test('after a wait the rest is done, each part at its time, though the rule was edited meanwhile [RU18]', async () => {
  const made = await messaging({ event: 'requested', actions: greetLater })
  const session = await waitingSession({ app })
  assert.deepEqual([await said(session), (await session.ticket()).tags], [[], ['asked']])
  await app.later(500)
  assert.deepEqual(await said(session), [])
  await app.later(600)
  assert.deepEqual(await said(session), ['Hello, please wait'])
  await app.later(1_000)
  assert.deepEqual((await session.ticket()).tags, ['asked'])
  await app.later(1_100)
  assert.deepEqual((await session.ticket()).tags, ['asked', 'waited'])
  const firings = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.deepEqual(
    firings.map(({ did }) => did),
    [[], ['send_message', 'wait:2000'], ['wait:1000']],
  )
})

test('what waits is not done once the session is over, or the rule is off [RU18] [S1.16]', async () => {
  const rule = await messaging({ event: 'requested', actions: greetLater })
  const [ended, off] = [await servedSession({ app }), await servedSession({ app })]
  await ended.end()
  await app.db.run(sql`update rules set active = false where id = ${rule.id}`)
  await app.later(1_100)
  for (const session of [ended, off]) {
    assert.deepEqual(await said(session), [])
    assert.deepEqual((await session.ticket()).tags, ['asked'])
  }
  assert.deepEqual(await app.db.rows(sql`select from messaging_waits`), [])
})

test('several that wait in one conversation each come at their own time [RU18]', async () => {
  const tag = (seconds: number, name: string): Action[] => [
    { do: 'wait', seconds },
    { do: 'add_tags', tags: [name] },
  ]
  await messaging({ event: 'requested', actions: tag(2_000, 'late') })
  await messaging({ event: 'requested', actions: tag(1_000, 'soon') })
  const session = await waitingSession({ app })
  await app.later(1_100)
  assert.deepEqual((await session.ticket()).tags, ['soon'])
  await app.later(1_000)
  assert.deepEqual((await session.ticket()).tags, ['late', 'soon'])
})

test('only messaging triggers wait, and never for nothing [RU6]', async () => {
  const conditions = { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] }
  const save = (kind: string, actions: Action[], more: object = {}) =>
    app
      .as(admin)
      .run('rule.save', { kind, title: 'T', category: '', active: false, definition: { conditions, actions, ...more } })
  const complains = (place: RegExp) => (error: { details?: unknown }) => place.test(JSON.stringify(error.details))
  const wait: Action = { do: 'wait', seconds: 5 }
  await assert.rejects(save('trigger', [wait, { do: 'end_session' }]), complains(/actions\.0.*not_here/))
  await assert.rejects(
    save('messaging_trigger', [hello, wait], { event: 'requested' }),
    complains(/actions\.1.*wait_last/),
  )
  await assert.rejects(
    save('messaging_trigger', [{ do: 'wait', seconds: 0 }, hello], { event: 'requested' }),
    complains(/actions/),
  )
})

test('who the customer is and what he sits at can be asked; whoever is blocked writes no more [RU13] [CT7]', async () => {
  const is = (field: string, operator: Condition['operator'], value: Condition['value']): Condition => ({
    field,
    operator,
    value,
  })
  const made = await messaging({
    all: [
      is('contactEmail', 'contains_any', ['spam.example']),
      is('contactName', 'is', 'Mallory'),
      is('device', 'absent', undefined),
      is('hourOfDay', 'at_least', 0),
      is('weekday', 'one_of', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
    ],
    actions: [{ do: 'add_tags', tags: ['blocked'] }, { do: 'block_contact' }],
  })
  const session = await servedSession({ app })
  await session.say('Who am I?')
  assert.deepEqual((await session.ticket()).tags, [])
  const mallory = await app.visitor()
  const details = { name: 'Mallory', email: 'mallory@spam.example' }
  const { conversationId } = await start(app, mallory, 'Cheap watches', { details })
  const other = sessionOf(app, session.agent, mallory, conversationId)
  await other.say('Very cheap')
  assert.deepEqual((await other.ticket()).tags, ['blocked'])
  const firings = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.deepEqual(firings[0]?.did, ['block_contact'])
  const { blocked } = await app.as(admin).get<{ blocked: boolean }>(`/api/v1/contacts/${mallory.contactId}`)
  assert.equal(blocked, true)
})

test('only messaging triggers block: elsewhere it is refused with its place', async () => {
  const definition = {
    conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
    actions: [{ do: 'block_contact' }],
  }
  const rule = { kind: 'trigger', title: 'Blocks', category: '', active: true, definition }
  await assert.rejects(app.as(admin).run('rule.save', rule), (error: { code?: string; details?: unknown }) => {
    assert.equal(error.code, 'rule_invalid')
    assert.match(JSON.stringify(error.details), /actions\.0.*not_here/)
    return true
  })
})

test('an automatic reply outside opening hours says when they begin, in the customer’s language [S2.15] [RU21]', async () => {
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: 9 * 60, to: 9 * 60 + 1 }))
  const [first] = await app.as(admin).get<object[]>('/api/v1/schedules')
  const hours = { name: 'A minute a day', timeZone: 'Europe/Paris', week: days, holidays: [], isDefault: true }
  await app.as(admin).run('schedule.save', { ...first, ...hours })
  await app.reloadSchedules()
  await messaging({
    event: 'requested',
    actions: [{ do: 'send_message', texts: { en: 'We open {{hours.opens}}.', fr: 'Nous ouvrons {{hours.opens}}.' } }],
  })
  const session = await waitingSession({ app })
  const french = await app.visitor()
  const { conversationId } = await start(app, french, 'Bonjour', { locale: 'fr' })
  const both = [session, sessionOf(app, session.agent, french, conversationId)]
  const [english = '', autre = ''] = (await Promise.all(both.map(said))).flat()
  assert.match(english, /^We open (today|tomorrow) at 0?9:00( AM)?\.$/i)
  assert.match(autre, /^Nous ouvrons (aujourd’hui|demain) à 0?9:00\.$/)
})

test('a messaging trigger asks how it was while the session lasts, once a ticket [RU13] [S2.28]', async () => {
  const surveyId = await survey(app, admin, { atSolve: false, atSessionEnd: false })
  await messaging({
    all: [{ field: 'message', operator: 'contains_any', value: ['goodbye'] }],
    actions: [{ do: 'send_survey', surveyId }],
  })
  const session = await servedSession({ app })
  await session.say('Thank you')
  assert.equal((await session.ticket()).satisfaction, 'unoffered')
  await session.say('Goodbye then')
  await session.say('And goodbye again')
  assert.equal((await session.ticket()).satisfaction, 'offered')
  const ratings = await app.as(admin).get<unknown[]>(`/api/v1/conversations/${session.conversationId}/satisfaction`)
  assert.equal(ratings.length, 1)
})
