import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { No } from '../../../test/kit/client.ts'
import { atWork, offerTo, routingOn } from '../../../test/kit/routing.ts'
import { start } from '../../../test/kit/sessions.ts'
import type { ServerFrame } from '../../platform/protocol.ts'
import type { ChannelLevel, HeldView, LaneView, Supervision, WorkView } from '../contract.ts'
import { lanesOf, type Waiting } from './lanes.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  await routingOn(app, admin, { offerSeconds: { email: 0, messaging: 0, call: 0 } })
})

type Board = Extract<ServerFrame, { t: 'board' }>
const telling =
  (fits: (frame: { agents: WorkView[]; lanes: LaneView[] }) => boolean) =>
  (frame: ServerFrame): frame is Board =>
    frame.t === 'board' && fits(frame as unknown as { agents: WorkView[]; lanes: LaneView[] })
const LONG = 60_000

test('a supervisor sees who works, what waits and what changes, without asking again [RO12]', async () => {
  const agent = await app.agent()
  const lead = await app.agent('team_lead')
  const desk = await app.live(lead)
  const first = await desk.watch<Supervision>('board', 'supervision')
  assert.ok(first.agents.some(({ userId }) => userId === agent.userId))
  const visitor = await app.visitor(await app.channel())
  const { conversationId } = await start(app, visitor, 'Is anybody there?')
  await desk.until(
    telling(({ lanes }) =>
      lanes.some(({ groupId, waiting, longestSince }) => groupId === 1 && waiting === 1 && longestSince !== null),
    ),
    LONG,
  )
  await atWork(app, agent)
  const offer = await offerTo(app, agent)
  await desk.until(
    telling(({ agents }) =>
      agents.some(({ userId, load, isHere }) => userId === agent.userId && isHere && load.messaging === 1),
    ),
    LONG,
  )
  await desk.until(
    telling(({ lanes }) => lanes.some(({ offered }) => offered === 1)),
    LONG,
  )
  await app.as(agent).run('offer.accept', { conversationId, offerId: offer.id })
  await desk.until(
    telling(({ lanes }) => lanes.some(({ groupId, level }) => groupId === 1 && level.within === 1 && level.of === 1)),
    LONG,
  )
  const [held] = await app.as(lead).get<HeldView[]>(`/api/v1/routing/agents/${agent.userId}/work`)
  assert.equal(held?.conversationId, conversationId)
  assert.equal(held?.state, 'held')
  // From there it is given to somebody else, or to a group, and back as it was.
  const other = await app.agent()
  const change = (changes: object) => app.as(lead).run('ticket.submit', { conversationId, changes })
  const holds = async (who: Agent) =>
    (await app.as(lead).get<HeldView[]>(`/api/v1/routing/agents/${who.userId}/work`)).map((each) => each.conversationId)
  await change({ assigneeId: other.userId })
  assert.deepEqual([await holds(agent), await holds(other)], [[], [conversationId]])
  await change({ assigneeId: agent.userId, groupId: held.groupId })
  assert.deepEqual([await holds(agent), await holds(other)], [[conversationId], []])
  await app.as(lead).run('agent_status.force', { userId: agent.userId, statusId: 4 })
  await desk.until(
    telling(({ agents }) =>
      agents.some(
        ({ userId, cause, forcedBy }) => userId === agent.userId && cause === 'forced' && forcedBy === lead.userId,
      ),
    ),
    LONG,
  )
})

test('of each channel: what was had in the promised time, the waits, and how many conversations at once [S2.25] [S2.26]', async () => {
  const [agent, lead, channel] = [await app.agent(), await app.agent('team_lead'), await app.channel()]
  await atWork(app, agent)
  const taken: number[] = []
  for (let n = 0; n < 3; n += 1) {
    const { conversationId } = await start(app, await app.visitor(channel), 'Hello')
    const offer = await offerTo(app, agent)
    await app.as(agent).run('offer.accept', { conversationId, offerId: offer.id })
    taken.push(conversationId)
    // Two at once, never three.
    if (n === 1) await app.as(agent).run('ticket.submit', { conversationId: taken[0], changes: { status: 'pending' } })
  }
  // One of them after longer than it is promised.
  await app.db.run({
    name: 'test.late',
    text: 'update offers set waited_ms = 900000 where conversation_id = $1',
    values: [taken[1]],
  })
  const levels = await app.as(lead).get<ChannelLevel[]>('/api/v1/routing/channels', { days: '7' })
  const level = levels.find(({ channelId }) => channelId === channel)
  assert.deepEqual([level?.taken, level?.within, level?.mostAtOnce], [3, 2, 2])
  assert.ok((level?.p50Ms ?? Infinity) < 300_000 && (level?.p90Ms ?? 0) >= 900_000)
  await app.as(agent).run('agent_status.choose', { statusId: 4 })
})

test('while nothing is routed, what agents have taken themselves is shown all the same [RO12]', async () => {
  await routingOn(app, admin, { enabled: false })
  const [agent, lead] = [await app.agent(), await app.agent('team_lead')]
  const { conversationId } = await start(app, await app.visitor(await app.channel()), 'Anybody?')
  const held = async () =>
    (await app.as(lead).get<HeldView[]>(`/api/v1/routing/agents/${agent.userId}/work`)).map((each) => [
      each.conversationId,
      each.state,
    ])
  assert.deepEqual(await held(), [])
  await app.as(agent).run('ticket.take', { conversationId })
  assert.deepEqual(await held(), [[conversationId, 'held']])
  await app.as(agent).run('ticket.submit', { conversationId, changes: { status: 'pending' } })
  assert.deepEqual(await held(), [])
})

test('an agent may not watch the others', async () => {
  const desk = await app.live(await app.agent())
  await assert.rejects(
    desk.watch('board', 'supervision'),
    (error) => error instanceof No && error.code === 'not_allowed',
  )
})

const AT = 1_700_000_000_000
const waiting = (queueId: number | null, waited: number, isOffered = false): Waiting => ({
  conversationId: waited,
  family: 'messaging',
  brandId: 1,
  groupId: 7,
  queueId,
  share: 0,
  priority: null,
  firstAt: AT - waited,
  enteredAt: AT - waited,
  slaDueAt: null,
  skills: [],
  prefer: null,
  isHanded: false,
  preferUntil: null,
  refused: [],
  isOffered,
})

test('the service level counts what was taken in time, against that and all that is late already [S2.25]', () => {
  const queue = { id: 3, targetPercent: 90, targetSeconds: 300 } as Parameters<typeof lanesOf>[2][number]
  const answered = [{ lane: 3, taken: [10_000, 299_000, 301_000].map((waitedMs) => ({ at: AT, waitedMs })) }]
  const works = [waiting(3, 20_000), waiting(3, 400_000, true), waiting(null, 1_000)]
  const [own, group] = lanesOf(works, answered, [queue], () => null, AT)
  assert.deepEqual(own?.level, { within: 2, of: 4, targetPercent: 90, targetSeconds: 300 })
  assert.deepEqual([own?.waiting, own?.offered, own?.longestSince], [1, 1, new Date(AT - 400_000).toISOString()])
  assert.deepEqual([group?.groupId, group?.waiting], [7, 1])
})
