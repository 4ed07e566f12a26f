import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../test/kit/people.ts'
import { testApp } from '../../test/kit/app.ts'
import { servedSession, type Session, sessionOf, waitingSession } from '../../test/kit/sessions.ts'

const DAY = 86_400
const statusOf = async (session: Session) => (await session.ticket()).status
const secondsToClose = async (session: Session) => {
  const { solvedAt, closesAt } = await session.ticket()
  return (Date.parse(closesAt ?? '') - Date.parse(solvedAt ?? '')) / 1000
}

test('live chat: a request is New, taken it is Open, solved it closes at once, and the conversation with it', async () => {
  const session = await waitingSession({ style: 'live_chat', closeAfterSeconds: 0, undoSeconds: 0 })
  assert.equal(await statusOf(session), 'new') // [S0.8]
  await session.app.as(session.agent).run('ticket.take', { conversationId: session.conversationId })
  assert.equal(await statusOf(session), 'open') // [S0.10]
  await session.say('It should have come on Friday')
  await session.reply('It comes tomorrow') // [S0.11]
  await session.solve() // [S0.12]
  await session.app.later(0)
  assert.equal(await statusOf(session), 'closed') // [S0.4] [S0.13] [S0.34]
  const { conversation } = await session.snapshot()
  assert.equal(conversation.state, 'closed')
  assert.deepEqual(conversation.session.endReason, 'rule')
  assert.deepEqual((await session.history()).slice(-3), ['ticket.updated', 'session.ended', 'conversation.closed'])
})

test('live chat: whoever comes back after closing gets a new conversation with a new ticket, nothing in common', async () => {
  const session = await servedSession({ style: 'live_chat', closeAfterSeconds: 0, undoSeconds: 0 })
  await session.solve()
  await session.app.later(0)
  await assert.rejects(session.say('One more thing'), refused('conversation_closed'))
  const again = await session.start('One more thing') // [S0.6] [S0.14] [S4.32]
  assert.notEqual(again.conversationId, session.conversationId)
  const next = sessionOf(session.app, session.agent, session.visitor, again.conversationId)
  const [before, after] = [await session.ticket(), await next.ticket()]
  assert.equal(before.status, 'closed')
  assert.equal(after.status, 'new')
  assert.equal(after.assigneeId, null)
  assert.notEqual(after.id, before.id)
})

test('live chat: Solved can be taken back for its seconds; the reply that went with it stays sent [TK2]', async () => {
  const session = await servedSession({ style: 'live_chat', closeAfterSeconds: 0, undoSeconds: 10 })
  const { ticket } = await session.reply('Done, thank you', { status: 'solved' })
  assert.equal(ticket.undoUntil, ticket.closesAt)
  assert.equal(await secondsToClose(session), 10)
  await session.app.later(9)
  await session.app.as(session.agent).run('ticket.undo_solve', { conversationId: session.conversationId })
  const undone = await session.ticket()
  assert.deepEqual([undone.status, undone.closesAt, undone.solvedAt, undone.undoUntil], ['open', null, null, null])
  await session.app.later(60)
  assert.equal(await statusOf(session), 'open')
  assert.equal((await session.history()).filter((type) => type === 'message.sent').length, 2)
  await session.change({ status: 'pending' })
  await session.solve()
  await session.app.as(session.agent).run('ticket.undo_solve', { conversationId: session.conversationId })
  assert.equal(await statusOf(session), 'pending', 'as it was before')
})

test('live chat: after its seconds Solved is not taken back', async () => {
  const session = await servedSession({ style: 'live_chat', closeAfterSeconds: 0, undoSeconds: 10 })
  await session.solve()
  await session.app.later(11)
  assert.equal(await statusOf(session), 'closed')
  await assert.rejects(
    session.app.as(session.agent).run('ticket.undo_solve', { conversationId: session.conversationId }),
    refused('undo_too_late'),
  )
  const returning = await servedSession({ style: 'live_chat_returning' })
  await returning.solve()
  await assert.rejects(
    returning.app.as(returning.agent).run('ticket.undo_solve', { conversationId: returning.conversationId }),
    refused('undo_too_late'),
    'other styles have none',
  )
})

test('returning customer: within the gap the ticket reopens with the same agent and no queue, as often as he comes', async () => {
  const session = await servedSession({ style: 'live_chat_returning', closeAfterSeconds: 3_600 }) // [S0.18] [S0.20] [S0.21]
  const { id } = await session.ticket()
  for (let visit = 0; visit < 3; visit += 1) {
    await session.reply('Is that all?', { status: 'solved' })
    assert.equal(await secondsToClose(session), 3_600)
    await session.app.later(3_599)
    assert.equal(await statusOf(session), 'solved')
    const back = await session.start('No, it is broken') // [S0.19] [S0.22] [S2.3]
    assert.equal(back.conversationId, session.conversationId)
    const reopened = await session.ticket()
    assert.deepEqual([reopened.id, reopened.status, reopened.assigneeId], [id, 'open', session.agent.userId]) // [S0.23] [S0.24]
    assert.deepEqual([reopened.closesAt, reopened.solvedAt], [null, null])
  }
  await session.app.later(2 * DAY)
  assert.equal(await statusOf(session), 'open', 'the timers of earlier solvings are gone')
})

test('returning customer: after the gap the ticket is closed to the second, and he starts anew [S4.21]', async () => {
  const session = await servedSession({ style: 'live_chat_returning', closeAfterSeconds: 90 })
  await session.solve()
  await session.app.later(89)
  assert.equal(await statusOf(session), 'solved')
  await session.app.later(1)
  assert.equal(await statusOf(session), 'closed')
  assert.notEqual((await session.start('Hello again')).conversationId, session.conversationId)
})

test('social messaging: four days by default, the same ticket, agent and conversation all along', async () => {
  const app = await testApp()
  const [, , social] = await app
    .as(await app.administrator())
    .get<{ id: number; closeAfterSeconds: number; kind: string }[]>('/api/v1/styles')
  assert.deepEqual([social?.kind, social?.closeAfterSeconds], ['social_messaging', 4 * DAY]) // [S0.30] [S0.40]
  const session = await servedSession({ style: 'social_messaging', closeAfterSeconds: 4 * DAY })
  await session.solve()
  await session.app.later(4 * DAY - 60)
  await session.start('It is still not here') // [S0.29] [S0.32]
  await session.change({ tags: ['late'] }) // [S0.33]
  const ticket = await session.ticket()
  assert.deepEqual([ticket.status, ticket.assigneeId, ticket.tags], ['open', session.agent.userId, ['late']]) // [S0.41]
  await session.solve()
  await session.app.later(4 * DAY)
  assert.equal(await statusOf(session), 'closed')
})

test('a style may keep solved tickets open for 28 days, never longer', async () => {
  const session = await servedSession({ style: 'social_messaging', closeAfterSeconds: 28 * DAY }) // [S0.31]
  await session.solve()
  await session.app.later(28 * DAY - 1)
  assert.equal(await statusOf(session), 'solved')
  await session.app.later(1)
  assert.equal(await statusOf(session), 'closed') // [S0.38]
  assert.notEqual((await session.start('Hello?')).conversationId, session.conversationId) // [S0.39]
  const admin = session.app.as(await session.app.administrator())
  await assert.rejects(
    admin.run('style.save', { kind: 'custom', name: 'Longer', closeAfterSeconds: 28 * DAY + 1, undoSeconds: 0 }),
    refused('invalid_input'),
  )
})

test('pending, on hold and solved all reopen by a customer message; a new ticket stays new', async () => {
  const session = await servedSession({ style: 'social_messaging' }) // [S0.35] [S0.37]
  for (const status of ['pending', 'hold', 'solved'] as const) {
    await session.change({ status })
    assert.equal(await statusOf(session), status)
    await session.say(`after ${status}`)
    assert.equal(await statusOf(session), 'open')
  }
  const waiting = await waitingSession({ style: 'social_messaging' })
  await waiting.say('Anybody there?')
  assert.equal(await statusOf(waiting), 'new')
})

test('each channel has its own style; a conversation keeps the one it started with', async () => {
  const app = await testApp() // [S0.2] [S0.3] [S4.1]
  const admin = await app.administrator()
  const live = await servedSession({ style: 'live_chat', closeAfterSeconds: 0 })
  const social = await servedSession({ style: 'social_messaging', closeAfterSeconds: DAY })
  assert.equal((await live.snapshot()).conversation.style.kind, 'live_chat')
  const { style } = (await social.snapshot()).conversation
  assert.equal(style.kind, 'social_messaging')
  await app.as(admin).run('style.save', { ...style, closeAfterSeconds: 60, name: 'Shorter' }) // [S0.5]
  await social.solve()
  assert.equal(await secondsToClose(social), DAY, 'settings are those of its start')
  const later = await servedSession({ visitor: await app.visitor(social.visitor.channelId) })
  await later.solve()
  assert.equal(await secondsToClose(later), 60)
})
