import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sessionOf, waitingSession } from '../../test/kit/sessions.ts'

type Update = { actorKind: string; messageId: string | null; changes: Record<string, [unknown, unknown]> }

test('a ticket records all that happens to it, by people and by the clock, with the words that went with it [TK3]', async () => {
  const session = await waitingSession({ style: 'live_chat_returning', closeAfterSeconds: 60 }) // [S1.6] [S1.11]
  const { app, agent, visitor, conversationId } = session
  await app.as(agent).run('ticket.take', { conversationId })
  const note = await session.note('He is angry', { priority: 'high', tags: ['parcel'] })
  const reply = await session.reply('It is there', { status: 'solved' })
  await session.say('It is not')
  await session.solve()
  await app.later(60)
  assert.equal((await session.snapshot()).conversation.state, 'closed')
  const updates = await app.as(agent).get<Update[]>(`/api/v1/conversations/${conversationId}/updates`)
  const told = updates
    .toReversed()
    .filter(({ changes }) => changes.status !== undefined)
    .map(({ actorKind, changes }) => [actorKind, changes.status])
  assert.deepEqual(told.slice(-5), [
    ['agent', ['new', 'open']],
    ['agent', ['open', 'solved']],
    ['contact', ['solved', 'open']],
    ['agent', ['open', 'solved']],
    ['system', ['solved', 'closed']],
  ])
  const withNote = updates.find(({ messageId }) => messageId === note.message?.messageId)
  assert.deepEqual(
    [withNote?.changes.priority, withNote?.changes.tags],
    [
      [null, 'high'],
      [[], ['parcel']],
    ],
  )
  const withReply = updates.find(({ messageId }) => messageId === reply.message?.messageId)
  assert.deepEqual(withReply?.changes.status, ['open', 'solved'])
  // A ticket belongs to one session: the next one has its own record [S1.10].
  const next = sessionOf(app, agent, visitor, (await session.start('Still not')).conversationId)
  assert.notEqual((await next.ticket()).id, (await session.ticket()).id)
  const others = await app.as(agent).get<Update[]>(`/api/v1/conversations/${next.conversationId}/updates`)
  const isAlsoThere = ({ messageId }: Update) => messageId !== null && others.some((one) => one.messageId === messageId)
  assert.ok(!updates.some(isAlsoThere))
})
