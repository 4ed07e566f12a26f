import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../test/kit/people.ts'
import { sessionOf, start, waitingSession } from '../../test/kit/sessions.ts'
import { known } from '../../test/kit/known.ts'
import { survey } from '../../test/kit/surveys.ts'
import type { RatingView } from '../surveys/contract.ts'
import { uuid7 } from '../platform/ids.ts'
import { connect } from '../platform/migrate.ts'
import type { ThreadPage } from './contract.ts'
import { listTables } from '../../bin/backups/schema.ts'

const SECRET = 'my card is 4970 1234'
/** Longer than a subject. */
const LONG = 'my account, which I have had with your house for many years now, has the number'

/** Every row of every table as text: where are these words kept? */
async function tablesWith(url: string, words: string): Promise<string[]> {
  const client = await connect(url, 'causerie test kit')
  try {
    const found: string[] = []
    for (const { name, columns } of await listTables(client)) {
      const { rowCount } = await client.query(
        `select from (select (${columns.join(', ')}, '')::text as line from ${name}) t where line like $1`,
        [`%${words}%`],
      )
      if (rowCount) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

test('what was redacted is kept nowhere and told to nobody, though the conversation began with it [CV5]', async () => {
  const other = await waitingSession({ role: 'administrator' })
  const { app } = other
  const visitor = await app.visitor(other.visitor.channelId)
  const { conversationId, messageId } = await start(app, visitor, SECRET)
  const session = sessionOf(app, other.agent, visitor, conversationId)
  assert.match((await session.ticket()).subject, /4970/)
  await session.change({ status: 'pending', tags: ['card'] })
  const { thread } = await session.snapshot()
  const [desk, widget] = await Promise.all([app.live(session.agent), app.live(visitor)])
  await desk.join(session.topic)
  await desk.watch('all', 'all')
  assert.ok((await tablesWith(app.databaseUrl, '4970')).length >= 4, 'the words are where a search can find them')

  await app.as(session.agent).run('message.redact', { conversationId, messageId })
  assert.deepEqual(await tablesWith(app.databaseUrl, '4970'), [])
  await Promise.all([desk.settled(), widget.settled()])
  for (const client of [desk, widget]) {
    const redacted = client.events(session.topic).find((e) => e.type === 'message.redacted')
    assert.deepEqual(redacted?.data, { messageId })
    assert.doesNotMatch(JSON.stringify(client.events(session.topic)), /4970/)
  }
  const after = await session.snapshot()
  assert.doesNotMatch(JSON.stringify(after), /4970/)
  assert.equal(after.ticket?.subject, '')
  assert.equal(after.thread.events.length, thread.events.length + 2, 'that it was done is kept')
  const row = await app
    .as(session.agent)
    .get<{ rows: { conversationId: number; preview: string; subject: string }[] }>('/api/v1/inbox', { view: 'all' })
  assert.deepEqual(
    row.rows.filter((each) => each.conversationId === conversationId).map(({ preview, subject }) => [preview, subject]),
    [['', '']],
  )
  await app.as(session.agent).run('ticket.submit', { conversationId, changes: { subject: 'Payment' } })
  assert.equal((await session.ticket()).subject, 'Payment')
})

test('nor in what repeats the words: a rating, a draft, a word to whoever has the ticket [CV5] [SV8]', async () => {
  const other = await waitingSession({ role: 'administrator' })
  const { app, agent } = other
  await survey(app, agent)
  const visitor = await app.visitor(other.visitor.channelId)
  const { conversationId, messageId } = await start(app, visitor, `${LONG} 5512`)
  const session = sessionOf(app, agent, visitor, conversationId)
  await app.as(agent).run('ticket.take', { conversationId })
  // Of a conversation that goes on, so that its subject, which is the message's beginning, is told to its agent.
  const mate = await app.agent('agent')
  await session.change({ assigneeId: mate.userId })
  await app.as(agent).run('draft.save', { conversationId, visibility: 'note', text: `He says: ${LONG} 5512!` })
  await session.solve()
  const { events } = await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)
  const { ratingId } = known<{ ratingId: number }>(events.find(({ type }) => type === 'survey.offered')?.data)
  await app.as(visitor).run('survey.rate', { ratingId, score: 5, comment: `Good. ${LONG.toUpperCase()} 5512` })
  const before = await tablesWith(app.databaseUrl, LONG)
  for (const table of ['drafts', 'notifications'])
    assert.ok(
      before.some((name) => name.includes(table)),
      table,
    )

  await app.as(agent).run('message.redact', { conversationId, messageId })
  for (const words of [LONG, LONG.toUpperCase(), '5512']) assert.deepEqual(await tablesWith(app.databaseUrl, words), [])
  const [rating] = await app.as(agent).get<RatingView[]>(`/api/v1/conversations/${conversationId}/satisfaction`)
  assert.deepEqual([rating?.score, rating?.comment], [5, null], 'the score stays')
})

test('redacting an older message leaves the last line of the list', async () => {
  const session = await waitingSession({ role: 'administrator' })
  const { messageId } = await session.say('a secret')
  await session.say('Anything else?')
  await session.app.as(session.agent).run('message.redact', { conversationId: session.conversationId, messageId })
  const { rows } = await session.app
    .as(session.agent)
    .get<{ rows: { conversationId: number; preview: string }[] }>('/api/v1/inbox', { view: 'all' })
  assert.equal(rows.find((row) => row.conversationId === session.conversationId)?.preview, 'Anything else?')
})

test('a note that is redacted is nothing the customer hears of', async () => {
  const session = await waitingSession({ role: 'administrator' })
  const messageId = uuid7()
  await session.submit({ message: { messageId, content: { text: 'he sounds angry' }, visibility: 'note' } })
  const widget = await session.app.live(session.visitor)
  await session.app.as(session.agent).run('message.redact', { conversationId: session.conversationId, messageId })
  await widget.settled()
  assert.deepEqual(widget.events(session.topic), [])
})

test('only those who may redact do, what is there, once', async () => {
  const session = await waitingSession({ role: 'administrator' })
  const { app, conversationId } = session
  const { messageId } = await session.say('x')
  const redact = (person: Parameters<typeof app.as>[0], id = messageId) =>
    app.as(person).run('message.redact', { conversationId, messageId: id })
  await assert.rejects(redact(await app.agent('agent')), refused('not_allowed'))
  await assert.rejects(redact(session.visitor), refused('not_allowed'))
  await assert.rejects(redact(session.agent, uuid7()), refused('message_not_found'))
  await redact(session.agent)
  await assert.rejects(redact(session.agent), refused('message_already_redacted'))
  assert.equal(
    known<{ redacted: boolean }>(
      (await session.snapshot()).thread.events.find(
        (e) => e.type === 'message.sent' && known<{ message: { id: string } }>(e.data).message.id === messageId,
      )?.data.message,
    ).redacted,
    true,
  )
})
