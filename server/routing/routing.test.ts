// reason: one behaviour after another on one running application, which is slow to start
import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../test/kit/app.ts'
import { refused } from '../../test/kit/people.ts'
import { atWork, loadsOf, offersTo, offerTo, routingOn, until } from '../../test/kit/routing.ts'
import { sessionOf, start } from '../../test/kit/sessions.ts'
import type { OfferLineView } from './reads.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
/** Everybody goes home, and nothing waits. */
afterEach(async () => {
  await app.db.run({ name: 'test.home', text: 'update agent_leases set until = now()', values: [] })
  for (const { kept, held, userId } of await loadsOf(app)) assert.equal(kept, held, `load of ${userId}`)
  await app.db.run({
    name: 'test.none',
    text: `delete from inbox where routing->>'state' in ('waiting', 'offered', 'held')`,
    values: [],
  })
  await app.db.run({
    name: 'test.free',
    text: 'update agent_states set email = 0, messaging = 0, call = 0, missed = 0',
    values: [],
  })
})

/** A customer writes, and nobody is asked to do anything. */
async function asked(agent: Agent, text = 'Where is my order?') {
  const visitor = await app.visitor(await app.channel())
  const { conversationId } = await start(app, visitor, text)
  return sessionOf(app, agent, visitor, conversationId)
}

test('who is online is offered what comes in, accepts, and it is his [S0.9] [S0.10] [RO6]', async () => {
  await routingOn(app, admin)
  const agent = await app.agent()
  await atWork(app, agent)
  const session = await asked(agent)
  const offer = await offerTo(app, agent)
  assert.equal(offer.conversationId, session.conversationId)
  assert.equal(offer.preview, 'Where is my order?')
  assert.equal(offer.why.reason, 'only_one')
  assert.equal((await session.ticket()).status, 'new')
  await app.as(agent).run('offer.accept', { conversationId: session.conversationId, offerId: offer.id })
  const ticket = await session.ticket()
  assert.equal(ticket.assigneeId, agent.userId)
  assert.equal(ticket.status, 'open')
  assert.deepEqual(await offersTo(app, agent), [])
  const [line] = await app.as(agent).get<OfferLineView[]>(`/api/v1/conversations/${session.conversationId}/offers`)
  assert.equal(line?.outcome, 'accepted')
})

test('an offer that was accepted is accepted twice, and by nobody else', async () => {
  await routingOn(app, admin)
  const [agent, other] = [await app.agent(), await app.agent()]
  await atWork(app, agent)
  const session = await asked(agent)
  const offer = await offerTo(app, agent)
  const accept = (who: Agent) =>
    app.as(who).run('offer.accept', { conversationId: session.conversationId, offerId: offer.id })
  await assert.rejects(accept(other), refused('offer_gone'))
  await accept(agent)
  await accept(agent)
  await assert.rejects(accept(other), refused('offer_gone'))
})

test('what is declined goes to another, and comes back when nobody else is there [RO6]', async () => {
  await routingOn(app, admin, { refusedSeconds: 0 })
  const agent = await app.agent()
  await atWork(app, agent)
  const session = await asked(agent)
  const first = await offerTo(app, agent)
  await app.as(agent).run('offer.decline', { conversationId: session.conversationId, offerId: first.id })
  const second = await until(
    async () => (await offersTo(app, agent)).find(({ id }) => id !== first.id),
    'another offer',
  )
  assert.equal(second.conversationId, session.conversationId)
})

test('up to the limit, and no further; pending gives room, a customer’s word takes it again [S0.36] [S0.37] [S1.20] [S2.24]', async () => {
  await routingOn(app, admin, { autoAccept: { email: true, messaging: true, call: true } })
  const agent = await app.agent()
  await atWork(app, agent)
  const sessions: Awaited<ReturnType<typeof asked>>[] = []
  for (let n = 0; n < 4; n += 1) sessions.push(await asked(agent, `Question ${n}`))
  const assigned = async () => {
    const tickets = await Promise.all(sessions.map((session) => session.ticket()))
    return tickets.flatMap(({ assigneeId }, index) => (assigneeId === agent.userId ? [index] : []))
  }
  await until(async () => (await assigned()).length === 3, 'three are his')
  assert.deepEqual(await assigned(), [0, 1, 2])
  await sessions[0]?.change({ status: 'pending' })
  await until(async () => (await assigned()).length === 4, 'the fourth is his')
  await sessions[0]?.say('One more thing')
  assert.equal((await loadsOf(app)).find(({ userId }) => userId === agent.userId)?.kept, 4)
  await sessions[1]?.end()
  assert.equal((await loadsOf(app)).find(({ userId }) => userId === agent.userId)?.kept, 3)
})

test('nobody there: it stays, keeps its place, and is given to whoever comes [S2.10] [S2.13]', async () => {
  await routingOn(app, admin)
  const agent = await app.agent()
  const first = await asked(agent, 'First')
  const second = await asked(agent, 'Second')
  await atWork(app, agent)
  await until(async () => (await offersTo(app, agent)).length === 2, 'both are offered')
  const offered = (await offersTo(app, agent)).map(({ conversationId }) => conversationId)
  assert.deepEqual(offered, [first.conversationId, second.conversationId])
})

test('an offer that nobody answers goes back; after some, its agent is away [RO6]', async () => {
  await routingOn(app, admin, { missedOffers: 1, offerSeconds: { email: 0, messaging: 1, call: 1 } })
  const agent = await app.agent()
  await atWork(app, agent)
  await asked(agent)
  await offerTo(app, agent)
  await until(async () => {
    const [state] = await app.db.rows<{ cause: string }>({
      name: 'test.cause',
      text: 'select cause from agent_states where user_id = $1',
      values: [agent.userId],
    })
    return state?.cause === 'missed'
  }, 'away')
  assert.deepEqual(await offersTo(app, agent), [])
})

test('what an agent who has gone holds is given to others; what comes back to one who is not there, too [RO8]', async () => {
  const giving = { email: true, messaging: true, call: true }
  await routingOn(app, admin, { autoAccept: giving, rerouteOfflineSeconds: 0 })
  const [agent, other] = [await app.agent(), await app.agent()]
  await atWork(app, agent)
  const session = await asked(agent)
  const waiting = await asked(agent, 'And this?')
  const assigneeOf = async (it: typeof session) => (await it.ticket()).assigneeId
  await until(async () => (await assigneeOf(waiting)) === agent.userId, 'both are his')
  await waiting.change({ status: 'pending' })
  await atWork(app, agent, 'offline')
  await until(async () => (await assigneeOf(session)) === null, 'it waits again')
  assert.equal(await assigneeOf(waiting), agent.userId, 'nobody waits for an answer to it')
  await atWork(app, other)
  await until(async () => (await assigneeOf(session)) === other.userId, 'another has it')
  await waiting.say('I am back')
  await until(async () => (await assigneeOf(waiting)) === other.userId, 'another has what came back')
  assert.equal((await waiting.ticket()).status, 'open')
})

test('who had the customer last is asked first, if he can take it [S0.41] [RO4]', async () => {
  await routingOn(app, admin, { autoAccept: { email: true, messaging: true, call: true } })
  const [agent, other] = [await app.agent(), await app.agent()]
  await atWork(app, agent)
  const session = await asked(agent)
  await until(async () => (await session.ticket()).assigneeId === agent.userId, 'it is his')
  await session.end()
  await atWork(app, other)
  const { conversationId } = await session.start('Another thing')
  const next = sessionOf(app, agent, session.visitor, conversationId)
  await until(async () => (await next.ticket()).assigneeId === agent.userId, 'he has it again')
  const [line] = await app.as(agent).get<OfferLineView[]>(`/api/v1/conversations/${conversationId}/offers`)
  assert.equal(line?.why.reason, 'last')
})
