import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WidgetConversation } from '../../server/channels/contract.ts'
import type { ThreadPage } from '../../server/conversations/contract.ts'
import type { EventView } from '../../server/platform/protocol.ts'
import { testApp } from '../kit/app.ts'
import type { LiveClient } from '../kit/client.ts'
import { known } from '../kit/known.ts'
import { type Crowd, step, take } from '../kit/random-work.ts'
import { start } from '../kit/sessions.ts'

/** Law 3: nothing internal ever reaches a contact, not even its existence. Every frame and every answer is looked at. */

const TOLD = [
  'conversation.started',
  'message.sent',
  'message.redacted',
  'conversation.marked',
  'session.ended',
  'conversation.closed',
  'agent.joined',
]
const FRAMES = ['welcome', 'ok', 'no', 'event', 'beat', 'typing', 'pong']

async function crowd(): Promise<Crowd> {
  const app = await testApp()
  const lead = await app.agent('administrator')
  const group = await app.as(lead).run<{ id: number }>('group.save', { name: `Hidden ${lead.userId}`, members: [] })
  const channel = await app.channel({ style: 'social_messaging', closeAfterSeconds: 86_400 })
  const visitors = await Promise.all([app.visitor(channel), app.visitor(channel)])
  const conversations = await Promise.all(
    visitors.map(async (visitor) => ({ id: (await start(app, visitor, 'Hello')).conversationId, visitor })),
  )
  const agents = await Promise.all([app.agent('team_lead'), app.agent('team_lead')])
  return {
    app,
    agents: [lead, ...agents],
    visitors,
    groups: [1, group.id, null],
    conversations,
    internal: ['Hidden '],
    messages: [],
  }
}

test('of random work in the desk a contact hears what is his, in one gapless counting, and nothing else', async () => {
  const people = await crowd()
  const { app } = people
  await fc.assert(
    fc.asyncProperty(fc.array(step(), { minLength: 30, maxLength: 60 }), async (steps) => {
      const widgets: LiveClient[] = []
      const listen = async () => {
        for (const visitor of people.visitors) widgets.push(await app.live(visitor).catch(() => app.live(visitor)))
      }
      await listen()
      const desk = await app.live(people.agents[0] ?? assert.fail())
      for (const { id } of people.conversations) await desk.join(`conversation:${id}`)
      for (const [index, each] of steps.entries()) {
        if (each.what === 'typingNote') {
          const conversationId = people.conversations[each.at % people.conversations.length]?.id ?? 0
          desk.send({ t: 'typing', conversationId, on: true, note: true })
          desk.send({ t: 'viewing', conversationId })
        }
        await take(people, each)
        if (index % 20 === 19) await listen()
      }
      await desk.settled()
      const answers = await Promise.all(people.visitors.map((visitor) => readAll(people, visitor)))
      for (const widget of widgets) if (widget.socket.readyState === widget.socket.OPEN) await widget.settled()
      for (const widget of widgets) {
        inspect(people, widget.frames, widget.frames)
        await widget.close()
      }
      for (const { lines, threads } of answers) {
        inspect(people, lines, [])
        for (const thread of threads) {
          inspect(people, thread, [])
          assert.deepEqual(
            thread.events.map((e) => e.p),
            thread.events.map((_, index) => index + 1),
          )
          assert.equal(thread.position, thread.events.length)
        }
      }
      await desk.close()
    }),
    { numRuns: 5, endOnFailure: true },
  )
})

async function readAll({ app }: Crowd, visitor: Parameters<Crowd['app']['live']>[0]) {
  const lines = await app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
  const threads = await Promise.all(
    lines.map(({ id }) =>
      app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${id}/thread`, { limit: '200' }),
    ),
  )
  return { lines, threads }
}

/** `frames` are those among what was told, if it came over a live connection. */
function inspect(people: Crowd, told: unknown, frames: LiveClient['frames']): void {
  const text = JSON.stringify(told)
  for (const secret of people.internal) assert.ok(!text.includes(secret), `${secret} was told`)
  for (const word of [
    '"pp"',
    '"note"',
    'mentions',
    'ticket',
    'assigneeId',
    'groupId',
    'subject',
    'tags',
    'priority',
    'snoozed',
    'agent:',
    'account',
    'contact:',
    'contactId',
  ])
    assert.ok(
      !text.includes(word),
      `${word} was told in ${text.slice(Math.max(0, text.indexOf(word) - 300), text.indexOf(word) + 100)}`,
    )
  for (const frame of frames) assert.ok(FRAMES.includes(frame.t), frame.t)
  const events = frames.flatMap((frame) => (frame.t === 'event' ? [frame] : []))
  for (const { e } of events) assert.ok(TOLD.includes(e.type), e.type)
  for (const { e } of events) assertSpeaker(e)
  for (const topicEvents of Map.groupBy(events, ({ topic }) => topic).values()) {
    const places = topicEvents.map(({ e }) => e.p)
    assert.deepEqual(
      places,
      places.map((_, index) => (places[0] ?? 0) + index),
      'without a gap',
    )
  }
  for (const frame of frames)
    if (frame.t === 'beat')
      for (const [id, line] of Object.entries(frame.waits ?? {})) {
        assert.ok(people.conversations.some((each) => `${each.id}` === id))
        assert.match(line, /^[A-Z][A-Za-z0-9 –.,]+$/)
      }
  for (const frame of frames)
    if (frame.t === 'beat') for (const topic of Object.keys(frame.heads)) assert.match(topic, /^conversation:/)
}

/** People are named where they speak or join; who reads, redacts, assigns or ends is nothing a contact is told. */
function assertSpeaker({ type, by, data }: EventView): void {
  if (by.kind === 'agent') {
    assert.ok(type === 'message.sent' || type === 'agent.joined', `${type} names ${by.name}`)
    if (type === 'agent.joined')
      assert.equal(by.id, known<{ agent: { id: number } }>(data).agent.id, 'who joined, not who assigned')
  }
  if (by.kind === 'contact') assert.deepEqual(Object.keys(by), ['kind'])
}

test('typing in a note is nothing the customer hears of; typing an answer is', async () => {
  const people = await crowd()
  const { app, conversations, agents } = people
  const [{ id: conversationId, visitor } = assert.fail()] = conversations
  const desk = await app.live(agents[0] ?? assert.fail())
  const colleague = await app.live(agents[1] ?? assert.fail())
  const widget = await app.live(visitor)
  await Promise.all([desk.join(`conversation:${conversationId}`), colleague.join(`conversation:${conversationId}`)])
  desk.send({ t: 'typing', conversationId, on: true, note: true })
  desk.send({ t: 'typing', conversationId, on: false, note: true })
  await Promise.all([desk.settled(), colleague.settled(), widget.settled()])
  assert.deepEqual(
    widget.frames.filter((frame) => frame.t === 'typing'),
    [],
  )
  assert.equal(colleague.frames.filter((frame) => frame.t === 'typing').length, 2)
  desk.send({ t: 'typing', conversationId, on: true })
  const heard = await widget.until((frame) => frame.t === 'typing')
  assert.deepEqual(heard, {
    t: 'typing',
    conversationId,
    by: { kind: 'agent', id: agents[0]?.userId, name: agents[0]?.name, photo: null },
    on: true,
  })
  widget.send({ t: 'typing', conversationId, on: true })
  await colleague.until(
    (frame): frame is typeof frame & { t: 'typing' } => frame.t === 'typing' && frame.by.kind === 'contact',
  )
})

test("a visitor types, pages and reads in nobody else's conversation", async () => {
  const people = await crowd()
  const { app, conversations, agents, visitors } = people
  const [mine = assert.fail(), other = assert.fail()] = conversations
  const desk = await app.live(agents[0] ?? assert.fail())
  await desk.join(`conversation:${other.id}`)
  const widget = await app.live(visitors[0] ?? assert.fail())
  widget.send({ t: 'typing', conversationId: other.id, on: true })
  widget.send({ t: 'viewing', conversationId: other.id })
  await Promise.all([widget.settled(), desk.settled()])
  assert.deepEqual(
    desk.frames.filter((frame) => frame.t === 'typing' || frame.t === 'viewers'),
    [],
  )
  await assert.rejects(widget.get(`/api/v1/widget/conversations/${other.id}/thread`), /conversation_not_found/)
  for (const path of [
    `/api/v1/conversations/${mine.id}`,
    `/api/v1/conversations/${mine.id}/thread`,
    '/api/v1/inbox',
    '/api/v1/me',
    '/api/v1/contacts',
    '/api/v1/users',
    '/api/v1/channels',
  ])
    await assert.rejects(widget.get(path, { view: 'all' }), /not_allowed|not_signed_in/, path)
})
