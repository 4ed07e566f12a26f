import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/kit/app.ts'
import { refused } from '../../test/kit/people.ts'
import { servedSession, waitingSession } from '../../test/kit/sessions.ts'
import { uuid7 } from '../platform/ids.ts'
import type { ThreadPage, MessageSent } from './contract.ts'

test('a message is stored once however often it is sent; each time the first result is given [P4]', async () => {
  const session = await servedSession()
  const messageId = uuid7()
  const first = await session.say('Hello', messageId)
  const again = await Promise.all([session.say('Hello', messageId), session.say('Hello', messageId)])
  assert.deepEqual(again, [first, first])
  const thread = await session.app
    .as(session.visitor)
    .get<ThreadPage>(`/api/v1/widget/conversations/${session.conversationId}/thread`)
  const places = thread.events.flatMap((e) =>
    e.type === 'message.sent' && (e.data.message as { id: string }).id === messageId ? [e.p] : [],
  )
  assert.deepEqual(places, [first.position])
})

test('an id is no right: with another text, or by somebody else, it is refused [CV3]', async () => {
  const session = await servedSession()
  const { app, visitor, conversationId } = session
  const messageId = uuid7()
  await session.say('Hello', messageId)
  await assert.rejects(session.say('Something else', messageId), refused('message_id_taken'))
  const ofAgent = uuid7()
  await session.submit({ message: { messageId: ofAgent, content: { text: 'Hello' }, visibility: 'public' } })
  await assert.rejects(session.say('Hello', ofAgent), refused('message_id_taken'))
  const stolen = { messageId: ofAgent, content: { text: 'Hello' } }
  await assert.rejects(app.as(visitor).run('conversation.start', stolen), refused('message_id_taken'))
  const note = uuid7()
  await session.submit({ message: { messageId: note, content: { text: 'secret' }, visibility: 'note' } })
  await assert.rejects(
    app.as(visitor).run('conversation.start', { messageId: note, content: { text: 'secret' } }),
    refused('message_id_taken'),
  )
  const mine = { messageId, content: { text: 'Hello' }, visibility: 'public' }
  await assert.rejects(session.submit({ message: mine }), refused('message_id_taken'))
  const other = await servedSession()
  assert.equal(
    (await other.say('Hello', messageId)).messageId,
    messageId,
    'in another conversation it is another message',
  )
  assert.ok(conversationId)
})

test('one sender cannot be overtaken by himself: a message waits for the one he sent before', async () => {
  const { app, visitor, conversationId } = await servedSession()
  const [first, second] = [uuid7(), uuid7()]
  const widget = await app.live(visitor)
  const send = (messageId: string, after?: string) =>
    widget.do<MessageSent>('message.send', {
      conversationId,
      messageId,
      content: { text: messageId },
      ...(after && { after }),
    })
  await assert.rejects(send(second, first), /message_out_of_order/)
  const [one, two] = await Promise.all([send(first), send(second, first)])
  assert.equal(two.position, one.position + 1)
})

test('nothing is no message; markup and odd characters are text', async () => {
  const session = await servedSession()
  await assert.rejects(session.say('  \n '), refused('message_empty'))
  await assert.rejects(session.say('x'.repeat(10_001)), refused('invalid_input'))
  const texts = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    "'; drop table messages; --",
    '${1}',
    '\u202Eevil',
    '👩‍👩‍👧 é e\u0301',
  ]
  for (const text of texts) await session.say(text)
  const { thread } = await session.snapshot()
  assert.deepEqual(
    thread.events
      .flatMap((e) => (e.type === 'message.sent' ? [(e.data.message as { text: string }).text] : []))
      .slice(1),
    texts,
  )
})

test("somebody else's conversation, and one that does not exist, are told the same; nobody is asked to sign in", async () => {
  const session = await servedSession()
  const { app, conversationId } = session
  const message = { conversationId, messageId: uuid7(), content: { text: 'Hello' } }
  const stranger = app.as(await app.visitor())
  await assert.rejects(stranger.run('message.send', message), refused('conversation_not_found'))
  await assert.rejects(
    stranger.run('message.send', { ...message, conversationId: 999_999 }),
    refused('conversation_not_found'),
  )
  await assert.rejects(app.as({ kind: 'nobody' }).run('message.send', message), refused('not_signed_in'))
  await assert.rejects(app.as(session.agent).run('message.send', message), refused('not_allowed'), 'people submit')
})

test('what a visitor sends is public and his own, whatever he claims', async () => {
  const session = await servedSession()
  const { app, visitor, conversationId, agent } = session
  await app.as(visitor).run('message.send', {
    conversationId,
    messageId: uuid7(),
    content: { text: 'psst' },
    visibility: 'note',
    mentions: [agent.userId],
  })
  const { thread } = await session.snapshot()
  const { by, data } = thread.events.at(-1) ?? assert.fail()
  assert.deepEqual(
    [
      by.kind,
      (data.message as { visibility: string; mentions?: number[] }).visibility,
      'mentions' in (data.message as object),
    ],
    ['contact', 'public', false],
  )
  assert.deepEqual(await app.as(agent).get('/api/v1/me/notifications'), [])
})

test('a blocked contact is refused until he is let in again', async () => {
  const session = await servedSession()
  const { app, agent, visitor } = session
  await app.as(agent).run('contact.block', { contactId: visitor.contactId })
  await assert.rejects(session.say('But'), refused('contact_blocked'))
  await assert.rejects(session.start('But'), refused('contact_blocked'))
  await app.as(agent).run('contact.unblock', { contactId: visitor.contactId })
  await session.say('Thank you')
})

test('many at once: every message is stored once, positions have no gap, each sender keeps his order', async () => {
  const app = await testApp()
  const sessions = await Promise.all(Array.from({ length: 5 }, () => waitingSession()))
  const sent = await Promise.all(
    sessions.map(async (session) => {
      const ids = Array.from({ length: 40 }, () => uuid7())
      const widget = await app.live(session.visitor)
      const { conversationId } = session
      const send = (id: string) =>
        widget.do<MessageSent>('message.send', { conversationId, messageId: id, content: { text: id } })
      const answers = await Promise.all(ids.map(send))
      return { session, ids, positions: answers.map((answer) => answer.position) }
    }),
  )
  for (const { session, ids, positions } of sent) {
    assert.deepEqual(
      positions,
      positions.map((_, index) => (positions[0] ?? 0) + index),
    )
    const page = await app
      .as(session.agent)
      .get<ThreadPage>(`/api/v1/conversations/${session.conversationId}/thread`, { limit: '200' })
    assert.deepEqual(
      page.events.map((e) => e.p),
      page.events.map((_, index) => index + 1),
    )
    const stored = page.events.flatMap((e) =>
      e.type === 'message.sent' ? [(e.data.message as { id: string }).id] : [],
    )
    assert.deepEqual(stored.slice(1), ids)
  }
})

test('the way of writing leads to a waiting agent: the row says who waits, since when, and how many are unread', async () => {
  const session = await waitingSession()
  await session.say('Anybody?')
  const row = async () => {
    const { rows } = await session.app.as(session.agent).get<{
      rows: {
        conversationId: number
        unread: number
        waitingSince: string | null
        preview: string
        previewBy: string
      }[]
    }>('/api/v1/inbox', { view: 'all', limit: '200' })
    return rows.find((each) => each.conversationId === session.conversationId) ?? assert.fail()
  }
  const waiting = await row()
  assert.deepEqual([waiting.unread, waiting.preview, waiting.previewBy], [2, 'Anybody?', 'contact'])
  await session.note('I look')
  assert.deepEqual((await row()).waitingSince, waiting.waitingSince, 'a note is no answer')
  await session.reply('Yes')
  const answered = await row()
  assert.deepEqual(
    [answered.unread, answered.waitingSince, answered.preview, answered.previewBy],
    [0, null, 'Yes', 'agent'],
  )
})
