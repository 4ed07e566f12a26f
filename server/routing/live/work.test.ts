// reason: one behaviour after another on one running application, which is slow to start
import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { known } from '../../../test/kit/known.ts'
import { atWork, offerTo, routingOn, until } from '../../../test/kit/routing.ts'
import { sessionOf, start } from '../../../test/kit/sessions.ts'
import type { ServerFrame } from '../../platform/protocol.ts'
import { type RoutingNames, type RoutingStand, type WorkView } from '../contract.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
/** Nothing waits, and nobody is there. */
afterEach(async () => {
  await app.db.run({ name: 'test.home', text: 'update agent_leases set until = now()', values: [] })
  await app.db.run({ name: 'test.none', text: `delete from inbox where routing is not null`, values: [] })
})

const workOf = (agent: Agent) => app.as(agent).get<WorkView>('/api/v1/me/work')
const standOf = (agent: Agent, conversationId: number) =>
  app.as(agent).get<RoutingStand>(`/api/v1/conversations/${conversationId}/routing`)
async function asked(agent: Agent, text = 'Where is my order?') {
  const visitor = await app.visitor(await app.channel())
  const { conversationId } = await start(app, visitor, text)
  return sessionOf(app, agent, visitor, conversationId)
}
const workFrame =
  (fits: (work: WorkView) => boolean) =>
  (frame: ServerFrame): frame is Extract<ServerFrame, { t: 'work' }> =>
    frame.t === 'work' && fits(known<WorkView>(frame.work))
const LONG = 60_000

test('what an agent holds is told to his own desks as it changes, and to nobody else [S0.36] [RO2]', async () => {
  await routingOn(app, admin)
  const [agent, other] = [await app.agent(), await app.agent()]
  const [desk, elsewhere] = [await app.live(agent), await app.live(other)]
  await atWork(app, agent)
  const { limit, load } = await workOf(agent)
  assert.deepEqual([load.messaging, limit.messaging, limit.email], [0, 3, 10])
  const session = await asked(agent)
  const offer = await offerTo(app, agent)
  await desk.until(
    workFrame((work) => work.load.messaging === 1),
    LONG,
  )
  await app.as(agent).run('offer.accept', { conversationId: session.conversationId, offerId: offer.id })
  await session.change({ status: 'pending' })
  const free = await desk.until(
    (frame): frame is Extract<ServerFrame, { t: 'work' }> =>
      desk.frames.some(workFrame((work) => work.load.messaging === 1)) &&
      workFrame((work) => work.load.messaging === 0 && work.cause === 'chosen')(frame),
    LONG,
  )
  assert.equal(known<WorkView>(free.work).userId, agent.userId)
  assert.deepEqual(
    elsewhere.frames.filter((frame) => frame.t === 'work' && known<WorkView>(frame.work).userId !== other.userId),
    [],
  )
})

test('who touches no desk for the time set rests, and is told why; who rests already is left alone [S2.10] [AV3]', async () => {
  await routingOn(app, admin, { idleMinutes: 5, idleStatus: 'away' })
  const [idle, busy, resting] = [await app.agent(), await app.agent(), await app.agent()]
  for (const agent of [idle, busy]) await atWork(app, agent)
  await atWork(app, resting, 'offline')
  const desk = await app.live(busy)
  await app.db.run({
    name: 'test.long_ago',
    text: `with old as (update agent_states set since = now() - interval '1 hour' returning user_id)
           update agent_leases set active_at = now() - interval '1 hour' where user_id in (select user_id from old) and user_id <> $1`,
    values: [busy.userId],
  })
  desk.send({ t: 'active' })
  const rests = await until(async () => {
    const work = await workOf(idle)
    return work.cause === 'idle' && work
  }, 'away')
  const [away] = await app.db.rows<{ id: number }>({
    name: 'test.away',
    text: `select id from agent_statuses where key = 'away'`,
    values: [],
  })
  assert.equal(rests.statusId, away?.id)
  assert.equal((await workOf(busy)).cause, 'chosen')
  assert.equal((await workOf(resting)).cause, 'chosen')
})

test('while something is written up nothing comes; a word ends it [AV5] [RO3] [S1.3]', async () => {
  await routingOn(app, admin, { wrapUpSeconds: { email: 0, messaging: 3_600, call: 0 } })
  const agent = await app.agent()
  await atWork(app, agent)
  const first = await asked(agent, 'First')
  const offer = await offerTo(app, agent)
  await app.as(agent).run('offer.accept', { conversationId: first.conversationId, offerId: offer.id })
  await first.end()
  assert.ok((await workOf(agent)).wrapUp.messaging)
  const second = await asked(agent, 'Second')
  const { waiting } = await until(async () => {
    const stand = await standOf(agent, second.conversationId)
    return stand.waiting !== null && stand
  }, 'it waits')
  assert.deepEqual([waiting?.candidates, waiting?.excluded.wrap_up], [0, 1])
  await app.as(agent).run('wrap_up.end', {})
  assert.equal((await offerTo(app, agent)).conversationId, second.conversationId)
  assert.deepEqual((await workOf(agent)).wrapUp, {})
})

test('why it still waits: how many come before it, and who cannot take it for what [S0.9] [RO4]', async () => {
  await routingOn(app, admin)
  const [agent, elsewhere] = [await app.agent(), await app.agent('agent', [])]
  await atWork(app, agent, 'away')
  await atWork(app, elsewhere)
  const first = await asked(agent, 'First')
  const second = await asked(agent, 'Second')
  const stand = await until(async () => {
    const found = await standOf(agent, second.conversationId)
    return found.waiting?.ahead === 1 && found
  }, 'second in the queue')
  assert.equal(stand.routing?.state, 'waiting')
  assert.equal(stand.waiting?.candidates, 0)
  assert.equal(stand.waiting?.excluded.away, 1)
  assert.ok((stand.waiting?.excluded.group ?? 0) >= 1)
  assert.equal((await standOf(agent, first.conversationId)).waiting?.ahead, 0)
  assert.equal((await app.as(agent).get<RoutingNames>('/api/v1/routing/names')).enabled, true)
})

test('who signs out everywhere is offline, and it is said that he signed out [S2.10] [AV1]', async () => {
  const agent = await app.agent()
  await atWork(app, agent)
  const answer = await app.ask(agent, 'POST', '/api/v1/sign-out')
  assert.ok(answer.statusCode < 300, answer.body)
  const { cause } = await app.db.row<{ cause: string }>({
    name: 'test.cause_of',
    text: 'select cause from agent_states where user_id = $1',
    values: [agent.userId],
  })
  assert.equal(cause, 'signed_out')
})
