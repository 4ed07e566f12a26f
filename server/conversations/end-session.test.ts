import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../test/kit/people.ts'
import { servedSession } from '../../test/kit/sessions.ts'
import { uuid7 } from '../platform/ids.ts'
import type { ThreadPage } from './contract.ts'
import type { WidgetConversation } from '../channels/contract.ts'

test('an agent ends the session; the ticket stays as it is, and goes on without the messaging channel', async () => {
  const session = await servedSession() // [S1.1] [S1.2] [S1.7] [S1.24]
  const before = await session.ticket()
  assert.equal((await session.snapshot()).may.endSession, true)
  await session.end()
  const { conversation, ticket, may } = await session.snapshot()
  assert.deepEqual(
    [conversation.session.state, conversation.session.endReason, conversation.state],
    ['ended', 'agent', 'open'],
  )
  assert.deepEqual(ticket, before) // [S1.21] [S1.29]
  assert.deepEqual([may.reply, may.note, may.endSession, may.solve, may.assign], [false, true, false, true, true]) // [S1.12] [S1.25]
  const last = session.app.lastEvent(session.topic)
  assert.deepEqual([last.type, last.data.reason, last.publicPosition], ['session.ended', 'agent', null]) // [S1.27] [S1.32]
  assert.ok((await session.history()).includes('session.ended'))
})

test('after the end notes and changes go on, messages of both sides do not [CV2]', async () => {
  const session = await servedSession()
  await session.end()
  await session.note('He will call') // [S1.28]
  await assert.rejects(session.reply('Hello?'), refused('session_ended'))
  await assert.rejects(session.say('Hello?'), refused('session_ended')) // [S1.30] [S4.31]
  for (const status of ['pending', 'hold', 'solved'] as const)
    assert.equal((await session.change({ status })).ticket.status, status)
})

test('the next message is a new conversation with a new session and ticket, whatever the status of the old one', async () => {
  for (const status of ['open', 'pending', 'hold', 'solved'] as const) {
    const session = await servedSession({ style: 'social_messaging', closeAfterSeconds: 86_400 })
    if (status !== 'open') await session.change({ status })
    await session.end()
    const next = await session.start('Something else') // [S1.31] [S4.30] [S4.32]
    assert.notEqual(next.conversationId, session.conversationId)
    assert.equal((await session.ticket()).status, status)
    const later = await session.start('and more')
    assert.equal(later.conversationId, next.conversationId, 'and goes on there')
  }
})

test('the customer ends his chat: the agent hears it, both threads show it', async () => {
  const session = await servedSession() // [S4.33]
  const { app, agent, visitor, topic, conversationId } = session
  const desk = await app.live(agent)
  await desk.join(topic)
  await session.end(visitor)
  await desk.settled()
  assert.deepEqual(
    desk.events(topic).map((e) => [e.type, e.by.kind, e.data.reason]),
    [['session.ended', 'contact', 'end_user']],
  )
  const [line] = await app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
  assert.deepEqual(
    [line?.id, line?.live, line?.ended, line?.view.session.endReason],
    [conversationId, false, true, 'end_user'],
  )
})

test('an end by the agent is not told to the customer, unless the channel says so', async () => {
  for (const tellEnd of [false, true]) {
    const session = await servedSession({ settings: { tellEnd } })
    const { app, visitor, conversationId, topic } = session
    const widget = await app.live(visitor)
    await session.end() // [S1.32]
    await widget.settled()
    assert.deepEqual(
      widget.events(topic).map((e) => e.type),
      tellEnd ? ['session.ended'] : [],
    )
    const [line] = await app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
    assert.deepEqual(
      [line?.live, line?.ended, line?.view.session.state],
      tellEnd ? [false, true, 'ended'] : [true, false, 'active'],
    )
    const thread = await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)
    assert.equal(
      thread.events.some((e) => e.type === 'session.ended'),
      tellEnd,
    )
  }
})

test('a session ends once, by those who may, where the channel lets them [CV1]', async () => {
  const session = await servedSession()
  const { app, conversationId } = session
  await assert.rejects(
    app.as(await app.visitor()).run('session.end', { conversationId }),
    refused('conversation_not_found'),
  )
  await assert.rejects(
    app.as(await app.agent('light_agent')).run('session.end', { conversationId }),
    refused('not_allowed'),
  )
  await Promise.allSettled([session.end(), session.end(), session.end(session.visitor)]).then((ends) =>
    assert.equal(ends.filter((end) => end.status === 'fulfilled').length, 1),
  ) // [S1.8]
  await assert.rejects(session.end(), refused('session_ended'))
  assert.equal((await session.history()).filter((type) => type === 'session.ended').length, 1)
  const fixed = await servedSession({ settings: { customerMayEnd: false, agentsMayEnd: false } })
  await assert.rejects(fixed.end(), refused('not_allowed'))
  await assert.rejects(fixed.end(fixed.visitor), refused('not_allowed'))
  assert.equal((await fixed.snapshot()).may.endSession, false) // [S1.5]
})

test('a closed conversation has nothing left to end, write or change', async () => {
  const session = await servedSession({ style: 'live_chat', closeAfterSeconds: 0 })
  await session.solve()
  await session.app.later(0)
  const { may } = await session.snapshot()
  assert.deepEqual([may.reply, may.note, may.assign, may.solve, may.endSession], [false, false, false, false, false])
  await assert.rejects(session.end(), refused('conversation_closed'))
  await assert.rejects(session.note('x'), refused('conversation_closed'))
  await assert.rejects(session.change({ status: 'open' }), refused('ticket_closed'))
  await assert.rejects(session.change({ tags: ['late'] }), refused('ticket_closed'))
  await assert.rejects(session.change({ subject: 'Another' }), refused('ticket_closed'))
  await assert.rejects(session.change({ snoozedUntil: '2099-01-01T00:00:00Z' }), refused('ticket_closed'))
  await assert.rejects(session.say('Hello'), refused('conversation_closed'))
  await assert.rejects(
    session.app.as(session.agent).run('ticket.take', { conversationId: session.conversationId }),
    refused('ticket_closed'),
  )
})

test('a customer who writes while the agent ends is never turned away', async () => {
  for (let n = 0; n < 15; n += 1) {
    const session = await servedSession()
    const [, started] = await Promise.all([
      session.end(),
      session.app
        .as(session.visitor)
        .run<{ conversationId: number }>('conversation.start', { messageId: uuid7(), content: { text: 'One more' } }),
    ])
    assert.ok(started.conversationId > 0)
  }
})
