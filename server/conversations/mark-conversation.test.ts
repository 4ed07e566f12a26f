import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../test/kit/people.ts'
import { servedSession, type Session } from '../../test/kit/sessions.ts'
import type { WidgetConversation } from '../channels/contract.ts'
import type { InboxPage } from '../tickets/contract.ts'

const mark = (session: Session, by: 'agent' | 'visitor', marks: { read?: number; delivered?: number }) =>
  session.app.as(session[by]).run('conversation.mark', { conversationId: session.conversationId, ...marks })

const lineOf = async ({ app, visitor, conversationId }: Session) =>
  (await app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')).find(
    ({ id }) => id === conversationId,
  ) ?? assert.fail()

const rowOf = async ({ app, agent, conversationId }: Session) => {
  const { rows } = await app.as(agent).get<InboxPage>('/api/v1/inbox', { view: 'all', limit: '200' })
  return rows.find((row) => row.conversationId === conversationId) ?? assert.fail()
}

test('delivered and read marks of the customer reach the desk, those of people the widget; both only rise', async () => {
  const session = await servedSession()
  const { app, agent, visitor, topic } = session
  const [desk, widget] = await Promise.all([app.live(agent), app.live(visitor)])
  await desk.join(topic)
  await session.reply('Hello')
  const { position } = await lineOf(session)
  await mark(session, 'visitor', { delivered: position })
  await mark(session, 'visitor', { read: position })
  await mark(session, 'visitor', { read: 1, delivered: 1 })
  await mark(session, 'agent', { read: position })
  await mark(session, 'agent', { read: position })
  await Promise.all([desk.settled(), widget.settled()])
  const marks = [
    { by: 'contact', delivered: position },
    { by: 'contact', read: position },
    { by: 'people', read: position },
  ]
  for (const client of [desk, widget])
    assert.deepEqual(
      client
        .events(topic)
        .filter((e) => e.type === 'conversation.marked')
        .map((e) => e.data),
      marks,
    )
  const { conversation } = await session.snapshot()
  assert.deepEqual(
    [conversation.contactDelivered, conversation.contactRead, conversation.peopleRead],
    [position, position, position],
  )
})

test('nobody has read what is not there yet [CV4]', async () => {
  const session = await servedSession()
  await mark(session, 'visitor', { read: 1_000_000, delivered: 1_000_000 })
  await mark(session, 'agent', { read: 1_000_000 })
  const { conversation } = await session.snapshot()
  const { position } = await lineOf(session)
  assert.ok(conversation.contactRead < position && conversation.peopleRead < position)
  await session.reply('New for him')
  await session.say('New for us')
  assert.equal((await lineOf(session)).unread, 1)
  assert.equal((await rowOf(session)).unread, 1)
})

test('what came in after the place that was read stays unread, on both sides', async () => {
  const session = await servedSession()
  await session.reply('one')
  const { position } = await lineOf(session)
  await session.reply('two')
  await session.note('not for him')
  assert.equal((await lineOf(session)).unread, 2)
  await mark(session, 'visitor', { read: position })
  assert.equal((await lineOf(session)).unread, 1)
  await session.say('three')
  const { position: seen } = await lineOf(session)
  await session.say('four')
  await mark(session, 'agent', { read: seen })
  assert.equal((await rowOf(session)).unread, 1)
  await mark(session, 'agent', { read: seen + 1 })
  assert.equal((await rowOf(session)).unread, 0)
})

test('only those of the conversation mark it', async () => {
  const session = await servedSession()
  const { app, conversationId } = session
  const marks = { conversationId, read: 1 }
  await assert.rejects(app.as(await app.visitor()).run('conversation.mark', marks), refused('conversation_not_found'))
  await assert.rejects(app.as({ kind: 'nobody' }).run('conversation.mark', marks), refused('not_signed_in'))
  await assert.rejects(
    app.as(await app.agent('conversation_analyst')).run('conversation.mark', marks),
    refused('not_allowed'),
  )
  const { id } = await app
    .as(await app.administrator())
    .run<{ id: number }>('group.save', { name: `Away ${conversationId}`, members: [] })
  await assert.rejects(
    app.as(await app.agent('agent', [id])).run('conversation.mark', marks),
    refused('conversation_not_found'),
  )
})
