import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../../test/kit/people.ts'
import { type Session, servedSession, sessionOf, start } from '../../../test/kit/sessions.ts'
import type { WidgetConversation } from '../../channels/contract.ts'
import type { TicketLinks } from '../contract.ts'

const links = ({ app, agent, conversationId }: Session) =>
  app.as(agent).get<TicketLinks>(`/api/v1/conversations/${conversationId}/links`)
const numbers = (tickets: { id: number }[]) => tickets.map(({ id }) => id)

/** Another conversation of the same customer, on a widget of its own. */
async function another(session: Session): Promise<Session> {
  const { app, agent, visitor } = session
  const elsewhere = { ...visitor, channelId: await app.channel() }
  const { token: _, ...actor } = elsewhere
  const { conversationId } = await start(app, actor as never, 'The same question once more')
  return sessionOf(app, agent, visitor, conversationId)
}

test('a ticket is merged into another one of its contact: closed for good, with links both ways and a note [TK16]', async () => {
  const target = await servedSession({ role: 'team_lead' })
  const { app, agent } = target
  const source = await another(target)
  const follower = await app.agent()
  await source.change({ followers: [follower.userId] })
  const [from, into] = [await source.ticket(), await target.ticket()]
  const merge = (input: object) =>
    app.as(agent).run('ticket.merge', { conversationId: source.conversationId, into: target.conversationId, ...input })
  await assert.rejects(merge({ into: source.conversationId }), refused('merge_same_ticket'))
  const stranger = await servedSession({ app })
  await assert.rejects(merge({ into: stranger.conversationId }), refused('merge_other_contact'))
  await merge({ note: `#${from.id} was merged into this` })
  const [closed, kept] = [await source.snapshot(), await target.snapshot()]
  assert.deepEqual(
    [closed.ticket?.status, closed.ticket?.mergedInto, closed.conversation.state],
    ['closed', into.id, 'closed'],
  )
  assert.deepEqual([kept.ticket?.status, kept.ticket?.followers], ['open', [follower.userId]])
  assert.ok(kept.thread.events.some(({ data }) => JSON.stringify(data).includes('was merged into this')))
  assert.deepEqual([(await links(source)).mergedInto?.id, numbers((await links(target)).merged)], [into.id, [from.id]])
  await assert.rejects(merge({}), refused('ticket_closed'))
  const elsewhere = await app.agent('agent', [])
  await app.as(agent).run('ticket.submit', {
    conversationId: target.conversationId,
    changes: {
      groupId: (
        await app.as(await app.administrator()).run<{ id: number }>('group.save', { name: 'Merging', members: [] })
      ).id,
      assigneeId: null,
    },
  })
  const reached = await app
    .as(elsewhere)
    .get<TicketLinks>(`/api/v1/conversations/${source.conversationId}/links`)
    .catch(() => null)
  assert.ok(reached === null || reached.mergedInto === null, 'nobody is led out of his scope')
})

test('a closed ticket is followed up: a new one with what it carried, each naming the other; the customer hears of it with the first message [TK19] [CV7]', async () => {
  const session = await servedSession({ role: 'team_lead', closeAfterSeconds: 60 })
  const { app, agent, visitor, conversationId } = session
  await session.change({ priority: 'high', tags: ['parcel'], type: 'question' })
  await assert.rejects(app.as(agent).run('ticket.follow_up', { conversationId }), refused('follow_up_not_closed'))
  await session.solve()
  await app.later(61)
  const old = await session.ticket()
  const widget = () => app.as(visitor).get<WidgetConversation[]>('/api/v1/widget/conversations')
  const customer = await app.live(visitor)
  const before = await widget()
  const made = await app.as(agent).run<{ conversationId: number }>('ticket.follow_up', { conversationId })
  const next = sessionOf(app, agent, visitor, made.conversationId)
  const ticket = await next.ticket()
  assert.deepEqual(
    [ticket.subject, ticket.priority, ticket.tags, ticket.type, ticket.groupId, ticket.assigneeId, ticket.status],
    [old.subject, 'high', ['parcel'], 'question', old.groupId, agent.userId, 'open'],
  )
  assert.deepEqual([(await links(next)).follows?.id, numbers((await links(session)).followUps)], [old.id, [ticket.id]])
  await next.note('I call him')
  assert.deepEqual(await widget(), before)
  await customer.settled()
  assert.deepEqual(customer.events(next.topic), [])
  await next.reply('One more thing about your order')
  await customer.settled()
  const [heard] = customer.events(next.topic)
  assert.deepEqual([heard?.type, heard?.p], ['message.sent', 1])
  assert.equal((await widget())[0]?.id, next.conversationId)
  await next.say('Thank you')
  assert.equal(await app.counts.drift(), 0)
})

test('incidents have a problem; what is something else has none, and only an open problem in reach is one [TK17]', async () => {
  const problem = await servedSession({ role: 'team_lead' })
  const { app, agent } = problem
  await problem.change({ type: 'problem', subject: 'The shop is down' })
  const { id } = await problem.ticket()
  const incidents = [await servedSession({ app }), await servedSession({ app })]
  for (const incident of incidents) {
    await app.as(agent).run('ticket.submit', { conversationId: incident.conversationId, changes: { problemId: id } })
    assert.deepEqual([(await incident.ticket()).type, (await links(incident)).problem?.id], ['incident', id])
  }
  const [one, other] = incidents
  assert.ok(one && other)
  assert.deepEqual(
    (await links(problem)).openIncidents,
    incidents.map(({ conversationId }) => conversationId).toSorted((a, b) => a - b),
  )
  const found = await app.as(agent).get<{ id: number }[]>('/api/v1/problem-tickets', { q: 'SHOP' })
  assert.deepEqual(numbers(found), [id])
  await one.solve()
  assert.deepEqual((await links(problem)).openIncidents, [other.conversationId])
  await other.change({ type: 'question' })
  assert.deepEqual([(await other.ticket()).problemId, (await links(problem)).incidents.length], [null, 1])
  for (const problemId of [999_999, (await other.ticket()).id])
    await assert.rejects(other.change({ problemId }), refused('problem_not_found', { field: 'changes.problemId' }))
  await problem.solve()
  assert.deepEqual(await app.as(agent).get('/api/v1/problem-tickets', { q: 'shop' }), [])
})
