import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { indexed } from '../../../test/kit/indexed.ts'
import { refused } from '../../../test/kit/people.ts'
import { servedSession, type Session, sessionOf } from '../../../test/kit/sessions.ts'
import { uuid7 } from '../../platform/ids.ts'
import { purgeConversations } from '../../conversations/index.ts'
import type { HiddenPage, InboxPage, SearchAnswer, UpdateView } from '../contract.ts'

async function served() {
  const session = await servedSession({ role: 'team_lead' })
  await session.reply('It leaves today, says the otter')
  return session
}

/** Everything a desk can find it by, and what it counts. */
async function seen({ app, agent, conversationId, visitor }: Session) {
  const ids = (rows: { conversationId: number }[]) => rows.map((row) => row.conversationId).includes(conversationId)
  const as = app.as(agent)
  await indexed(app)
  const views = await Promise.all(
    ['all', 'open', 'mine', 'solved'].map(async (view) =>
      ids((await as.get<InboxPage>('/api/v1/inbox', { view })).rows),
    ),
  )
  const { messages } = await as.get<SearchAnswer>('/api/v1/search', { q: 'otter' })
  const earlier = await as.get<{ id: number }[]>(`/api/v1/contacts/${visitor.contactId}/conversations`)
  const reads = await Promise.all(
    ['', '/thread', '/updates', '/history?format=json', '/export?format=json'].map(
      async (end) => (await app.ask(agent, 'GET', `/api/v1/conversations/${conversationId}${end}`)).statusCode === 200,
    ),
  )
  return [
    ...views,
    (messages?.rows ?? []).some(({ conversation }) => conversation.conversationId === conversationId),
    earlier.some(({ id }) => id === conversationId),
    ...reads,
  ]
}
const widget = ({ app, visitor }: Session) => app.as(visitor).get<unknown[]>('/api/v1/widget/conversations')
const hiddenRows = async ({ app, agent }: Session, kind: string) =>
  (await app.as(agent).get<HiddenPage>('/api/v1/hidden-conversations', { kind })).rows

test('deleted, it is nowhere in the desk, and the contact notices nothing; restored, it is as it was [TK18]', async () => {
  const session = await served()
  const { app, agent, conversationId, visitor } = session
  await session.change({ status: 'solved' })
  const [before, counts, inWidget] = [await seen(session), () => app.counts.of(agent), await widget(session)]
  const counted = await counts()
  const [desk, customer] = [await app.live(agent), await app.live(visitor)]
  await desk.join(`conversation:${conversationId}`)
  await app.as(agent).run('conversation.delete', { conversationId })
  assert.ok((await seen(session)).every((one) => !one))
  assert.equal((await counts()).solved, counted.solved - 1)
  assert.equal(await app.counts.drift(), 0)
  assert.deepEqual(await widget(session), inWidget)
  await Promise.all([desk.settled(), customer.settled()])
  assert.deepEqual(customer.events(`conversation:${conversationId}`), [])
  const [row] = await hiddenRows(session, 'deleted')
  assert.deepEqual([row?.conversationId, row?.hiddenBy?.id], [conversationId, agent.userId])
  for (const [name, input] of [
    ['ticket.take', {}],
    ['ticket.submit', { changes: { priority: 'low' } }],
    ['draft.save', { visibility: 'note', text: 'x' }],
    ['conversation.mark', { read: 1 }],
    ['conversation.delete', {}],
  ] as const)
    await assert.rejects(app.as(agent).run(name, { conversationId, ...input }), refused('conversation_not_found'), name)
  // Its clock stands still: the style would have closed it.
  await app.later(7_200)
  await app.as(agent).run('conversation.restore', { conversationId })
  const [update] = await app
    .as(agent)
    .get<UpdateView[]>(`/api/v1/conversations/${conversationId}/updates`, { kind: 'ending' })
  assert.deepEqual(update?.changes.hidden, ['deleted', null])
  await app.later(1)
  assert.equal((await session.snapshot()).conversation.state, 'closed')
  assert.equal(await app.counts.drift(), 0)
  assert.equal((await seen(session)).filter(Boolean).length, before.filter(Boolean).length - 2, 'all but the views')
  assert.deepEqual(await hiddenRows(session, 'deleted'), [])
})

test('what the customer writes to a hidden conversation begins a new one; he can read on in the old one [TK18] [CV6]', async () => {
  const session = await served()
  const { app, agent, visitor, conversationId } = session
  await app.as(agent).run('conversation.delete', { conversationId })
  await app.as(visitor).get(`/api/v1/widget/conversations/${conversationId}/thread`)
  await app.as(visitor).run('conversation.mark', { conversationId, read: 2 })
  const messageId = uuid7()
  await assert.rejects(session.say('Hello?', messageId), refused('session_ended'))
  const next = sessionOf(app, agent, visitor, (await session.start('Hello?')).conversationId)
  assert.notEqual(next.conversationId, conversationId)
  assert.equal((await next.ticket()).status, 'new')
})

test('spam blocks its contact where asked, and its undo lets him write again; whoever marked it may take it back [TK18]', async () => {
  const session = await served()
  const { app, visitor, conversationId } = session
  const agent = await app.agent()
  const asAgent = app.as(agent)
  await asAgent.run('conversation.mark_spam', { conversationId, blockContact: true })
  await assert.rejects(session.start('Buy now'), refused('contact_blocked'))
  assert.equal((await hiddenRows(session, 'spam'))[0]?.conversationId, conversationId)
  await assert.rejects(asAgent.get('/api/v1/hidden-conversations', { kind: 'spam' }), refused('not_allowed'))
  await assert.rejects(
    app.as(await app.agent()).run('conversation.restore', { conversationId }),
    refused('conversation_not_found'),
  )
  await assert.rejects(asAgent.run('conversation.purge', { conversationId }), refused('not_allowed'))
  await asAgent.run('conversation.restore', { conversationId })
  await session.say('I am a person')
  assert.ok(visitor.contactId > 0)
  await assert.rejects(asAgent.run('conversation.restore', { conversationId }), refused('conversation_not_hidden'))
  const light = await app.agent('light_agent')
  await assert.rejects(app.as(light).run('conversation.mark_spam', { conversationId }), refused('not_allowed'))
})

test('purged at once on demand, or after thirty days: nothing of it is left [TK18]', async () => {
  const one = await served()
  const { app, agent } = one
  const another = await served()
  await another.change({ tags: ['badger'] })
  await assert.rejects(
    app.as(agent).run('conversation.purge', { conversationId: one.conversationId }),
    refused('conversation_not_hidden'),
  )
  for (const { conversationId } of [one, another]) await app.as(agent).run('conversation.delete', { conversationId })
  await app.as(agent).run('conversation.purge', { conversationId: one.conversationId })
  await app.engine.transact((ctx) => purgeConversations(ctx, new Date(ctx.now.getTime() + 1)))
  for (const { conversationId } of [one, another]) {
    const left = await app.db.row<{ messages: number; hidden: number; updates: number; tags: string[] }>(sql`
      select (select count(*)::int from messages where conversation_id = ${conversationId}) as messages,
        (select count(*)::int from hidden_conversations where conversation_id = ${conversationId}) as hidden,
        (select count(*)::int from ticket_updates u where u.ticket_id = t.id) as updates, t.tags
      from tickets t where t.conversation_id = ${conversationId}`)
    assert.deepEqual(left, { messages: 0, hidden: 0, updates: 0, tags: [] })
    await assert.rejects(
      app.as(agent).run('conversation.restore', { conversationId }),
      refused('conversation_not_found'),
    )
  }
  assert.equal(await app.counts.drift(), 0)
  assert.deepEqual(await widget(one), [])
})

test('whose contact was merged while it was hidden comes back as the other’s [TK18] [CT5]', async () => {
  const session = await served()
  const { app, agent, conversationId, visitor } = session
  const other = await app.visitor()
  await app.as(agent).run('conversation.delete', { conversationId })
  const admin = await app.administrator()
  await app.as(admin).run('contact.merge', { from: visitor.contactId, into: other.contactId })
  await app.as(agent).run('conversation.restore', { conversationId })
  const rows = await app.db.rows<{ contactId: number }>(
    sql`select contact_id as "contactId" from inbox where conversation_id = ${conversationId}
        union select contact_id from tickets where conversation_id = ${conversationId}`,
  )
  assert.deepEqual(
    rows.map(({ contactId }) => contactId),
    [other.contactId],
  )
})
