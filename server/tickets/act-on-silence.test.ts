import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../test/kit/app.ts'
import { refused } from '../../test/kit/people.ts'
import { servedSession, type Session, waitingSession } from '../../test/kit/sessions.ts'
import type { StyleInactivity, StyleView, WidgetConversation } from '../channels/contract.ts'
import type { EventView } from '../platform/protocol.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})

const step = (afterMinutes: number, text = '', more: Partial<StyleInactivity['steps'][number]> = {}) => ({
  afterMinutes,
  text: (text === '' ? {} : { en: text, fr: `${text} (fr)` }) as Record<string, string>,
  status: null,
  tags: [],
  ...more,
})
const saveStyle = (more: object) =>
  app.as(admin).run<{ id: number }>('style.save', {
    kind: 'custom',
    name: 'Quiet',
    closeAfterSeconds: 86_400,
    undoSeconds: 0,
    ...more,
  })
/** A conversation whose style goes by this clock. */
async function session(inactivity: StyleInactivity | null, more: object = {}): Promise<Session> {
  const { id: styleId } = await saveStyle({ inactivity, ...more })
  const channelId = await app.channel()
  await app.reloadChannels()
  const channel = (await app.as(admin).get<{ id: number }[]>('/api/v1/channels')).find(({ id }) => id === channelId)
  await app.as(admin).run('channel.save', { ...saved(channel ?? {}), styleId })
  return servedSession({ app, visitor: await app.visitor(channelId) })
}
const saved = ({ kind: _, key: __, signingKeys: ___, snippet: ____, ...channel }: Record<string, unknown>) => channel

const isReminder = (event: EventView) => event.type === 'message.sent' && event.by.kind === 'system'
async function reminders({ snapshot }: Session): Promise<unknown[]> {
  const { thread } = await snapshot()
  return thread.events.filter(isReminder).map(({ data }) => (data.message as { text: string }).text)
}

test('three steps, as other products do it: reminder and Pending, reminder, reminder and Solved; the session goes on [QU2]', async () => {
  const quiet = await session({
    steps: [
      step(5, 'Are you still there?', { status: 'pending', tags: ['reminder_1'] }),
      step(5, 'Still there?', { tags: ['reminder_2'] }),
      step(1, 'We close.', { status: 'solved', tags: ['reminder_final'] }),
    ],
    endAfterMinutes: null,
  })
  await quiet.reply('Here it is')
  await app.later(299)
  assert.equal((await quiet.snapshot()).conversation.session.state, 'active')
  await app.later(1)
  const first = await quiet.snapshot()
  assert.deepEqual([first.conversation.session.state, first.ticket?.status], ['inactive', 'pending'])
  assert.deepEqual(await reminders(quiet), ['Are you still there?'])
  await app.later(300)
  assert.deepEqual((await quiet.ticket()).tags, ['reminder_1', 'reminder_2'])
  await app.later(60)
  const last = await quiet.snapshot()
  assert.deepEqual([last.ticket?.status, last.conversation.session.state], ['solved', 'inactive'])
  assert.deepEqual(await reminders(quiet), ['Are you still there?', 'Still there?', 'We close.'])
  await app.later(3_600)
  assert.equal((await reminders(quiet)).length, 3, 'each once')
  await quiet.say('Back again')
  const back = await quiet.snapshot()
  assert.deepEqual([back.ticket?.status, back.conversation.session.state], ['open', 'active'])
  const history = await quiet.history()
  assert.ok(history.includes('session.inactive') && history.includes('session.active'))
})

test('the customer’s answer stops the clock, the next answer of an agent starts it again; further words do not [QU1]', async () => {
  const quiet = await session({ steps: [step(5, 'Hello?')], endAfterMinutes: null })
  await quiet.reply('One')
  await app.later(120)
  await quiet.say('Two')
  await app.later(600)
  assert.deepEqual(await reminders(quiet), [])
  await quiet.reply('Three')
  await app.later(240)
  await quiet.reply('And four')
  await app.later(60)
  assert.deepEqual(await reminders(quiet), ['Hello?'])
})

test('the session ends after the last step, with the reason inactivity; nothing comes after [QU2] [QU4]', async () => {
  const quiet = await session({ steps: [step(3), step(1, 'Last call')], endAfterMinutes: 2 })
  await quiet.reply('Here it is')
  await app.later(180)
  assert.deepEqual(await reminders(quiet), [], 'a step without a text says nothing')
  await app.later(60)
  await app.later(120)
  const { conversation, ticket } = await quiet.snapshot()
  assert.deepEqual([conversation.session.state, conversation.session.endReason], ['ended', 'inactivity'])
  assert.equal(ticket?.status, 'open', 'its status stays [S1.21]')
  await assert.rejects(quiet.say('Hello?'), refused('session_ended'))
  const length = (await quiet.history()).length
  await app.later(7_200)
  assert.equal((await quiet.history()).length, length)
})

test('an end at once comes with the last step; one by hand leaves nothing behind [QU4]', async () => {
  const quiet = await session({ steps: [step(3, 'Goodbye')], endAfterMinutes: 0 })
  await quiet.reply('Here it is')
  const other = await session({ steps: [step(3, 'Goodbye')], endAfterMinutes: 0 })
  await other.reply('Here it is')
  await other.end()
  await app.later(180)
  assert.equal((await quiet.snapshot()).conversation.session.endReason, 'inactivity')
  assert.deepEqual(await reminders(quiet), ['Goodbye'])
  assert.deepEqual(await reminders(other), [])
})

test('whoever solves it, puts it on hold or snoozes it meanwhile stops the reminders [QU3]', async () => {
  const clock = { steps: [step(3, 'One', { status: 'pending' as const }), step(3, 'Two')], endAfterMinutes: 0 }
  for (const stop of ['solved', 'hold', 'snoozed'] as const) {
    const quiet = await session(clock)
    await quiet.reply('Here it is')
    await app.later(180)
    assert.deepEqual(await reminders(quiet), ['One'])
    await quiet.change(
      stop === 'snoozed' ? { snoozedUntil: new Date(Date.now() + 30 * 86_400_000).toISOString() } : { status: stop },
    )
    await app.later(3_600)
    assert.deepEqual(await reminders(quiet), ['One'], stop)
    assert.equal((await quiet.snapshot()).conversation.session.state, 'inactive')
  }
})

test('the reminder is in the customer’s language; that he seems away is not told to him', async () => {
  const { id: styleId } = await saveStyle({ inactivity: { steps: [step(1, 'Hello?')], endAfterMinutes: null } })
  const channelId = await app.channel()
  await app.reloadChannels()
  const channel = (await app.as(admin).get<{ id: number }[]>('/api/v1/channels')).find(({ id }) => id === channelId)
  await app.as(admin).run('channel.save', { ...saved(channel ?? {}), styleId })
  const visitor = await app.visitor(channelId)
  const served = await servedSession({ app, visitor })
  await served.end()
  const { conversationId } = await app.as(visitor).run<{ conversationId: number }>('conversation.start', {
    messageId: '01990000-0000-7000-8000-000000000001',
    content: { text: 'Bonjour' },
    locale: 'fr-CA',
  })
  await app.as(served.agent).run('ticket.submit', {
    conversationId,
    message: { messageId: '01990000-0000-7000-8000-000000000002', content: { text: 'Bonjour' }, visibility: 'public' },
  })
  await app.later(60)
  const [line] = await app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
  assert.deepEqual([line?.id, line?.preview, line?.view.session.state], [conversationId, 'Hello? (fr)', 'active'])
})

test('solving ends the session where the style says so, with the solver’s name; not where it closes at once', async () => {
  const quiet = await session(null, { endOnSolve: true })
  await quiet.reply('Done', { status: 'solved' })
  const { conversation, thread } = await quiet.snapshot()
  assert.deepEqual([conversation.session.endReason, conversation.state], ['agent', 'open'])
  const ended = thread.events.find(({ type }) => type === 'session.ended')
  assert.equal(ended?.by.kind, 'agent')
  const chat = await session(null, { endOnSolve: true, closeAfterSeconds: 0, undoSeconds: 10 })
  await chat.solve()
  assert.equal((await chat.snapshot()).conversation.session.state, 'active', 'it can still be undone')
  await app.as(chat.agent).run('ticket.undo_solve', { conversationId: chat.conversationId })
})

test('a style that cannot be is refused with its place named, and the old one stays', async () => {
  const { id } = await saveStyle({ inactivity: { steps: [step(5, 'Hello?')], endAfterMinutes: 3 } })
  const wrong = [
    [{ steps: [step(5, 'One', { status: 'solved' }), step(1, 'Two')], endAfterMinutes: null }, /steps\.0\.status/],
    [{ steps: [step(5, 'x'.repeat(1001))], endAfterMinutes: null }, /steps\.0\.text/],
    [{ steps: [], endAfterMinutes: null }, /inactivity/],
    [{ steps: [step(0, 'Now')], endAfterMinutes: null }, /inactivity/],
  ] as const
  for (const [inactivity, place] of wrong)
    await assert.rejects(saveStyle({ id, inactivity }), (error: { code?: string; details?: unknown }) => {
      assert.equal(error.code, 'invalid_input')
      assert.match(JSON.stringify(error.details), place)
      return true
    })
  const style = (await app.as(admin).get<StyleView[]>('/api/v1/styles')).find((each) => each.id === id)
  assert.equal(style?.inactivity?.endAfterMinutes, 3)
  await saveStyle({ id, name: 'Other name' })
  const renamed = (await app.as(admin).get<StyleView[]>('/api/v1/styles')).find((each) => each.id === id)
  assert.equal(renamed?.inactivity?.endAfterMinutes, 3, 'what is not said stays')
})

test('while nobody has it, a session is inactive ten minutes after the customer’s last word; one more word wakes it [QU5]', async () => {
  const { id: styleId } = await saveStyle({ inactivity: { steps: [step(3, 'Hello?')], endAfterMinutes: 0 } })
  const channelId = await app.channel()
  await app.reloadChannels()
  const channel = (await app.as(admin).get<{ id: number }[]>('/api/v1/channels')).find(({ id }) => id === channelId)
  await app.as(admin).run('channel.save', { ...saved(channel ?? {}), styleId })
  const waiting = await waitingSession({ app, visitor: await app.visitor(channelId) })
  const state = async () => (await waiting.snapshot()).conversation.session.state
  await app.later(540)
  await waiting.say('Is anybody there?')
  await app.later(540)
  assert.equal(await state(), 'active', 'from the last word on')
  await app.later(60)
  const resting = await waiting.snapshot()
  assert.deepEqual([resting.conversation.session.state, resting.ticket?.status], ['inactive', 'new'])
  assert.deepEqual(await reminders(waiting), [])
  await waiting.say('Hello again')
  assert.equal(await state(), 'active')
  await app.later(600)
  assert.equal(await state(), 'inactive')
})

test('whoever was taken and let go again waits the same ten minutes; where a style has no clock, nothing happens [QU5]', async () => {
  const clock = { steps: [step(3, 'Hello?')], endAfterMinutes: null }
  const freed = await session(clock)
  await app.later(1_200)
  assert.equal((await freed.snapshot()).conversation.session.state, 'active', 'an agent has it')
  await freed.change({ assigneeId: null })
  await app.later(600)
  assert.equal((await freed.snapshot()).conversation.session.state, 'inactive')
  const plain = await session(null)
  await plain.change({ assigneeId: null })
  await app.later(3_600)
  assert.equal((await plain.snapshot()).conversation.session.state, 'active')
})
