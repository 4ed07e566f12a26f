import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { decide } from '../../server/routing/pure/decide.ts'
import { listRouted } from '../../server/routing/queries-router.ts'
import { readAgents, workOf } from '../../server/routing/router/read.ts'
import { defaultSettings } from '../../server/routing/contract.ts'
import { type Agent, testApp, type TestApp, type Visitor } from '../kit/app.ts'
import { atWork, loadsOf, offersTo, routingOn, until } from '../kit/routing.ts'
import { start } from '../kit/sessions.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'

// Law 8: routing never exceeds capacity; a queued ticket and a free eligible agent never stay apart; whatever arrives, is
// accepted, declined, left, paused, solved or ended, by whom and in which order, loads are what is held.

const AGENTS = 3
/** So few that the limit is met all the time. */
const MOST = 1
let app: TestApp
let admin: Agent
let agents: Agent[]
let channelId: number
const settings = { ...defaultSettings, enabled: true, refusedSeconds: 0, missedOffers: 0, lastAgentSeconds: 0 }
before(async () => {
  app = await testApp()
  admin = await app.administrator()
  agents = []
  for (let n = 0; n < AGENTS; n += 1) agents.push(await app.agent())
  channelId = await app.channel()
  await app.db.run({ name: 'test.limit', text: 'update capacity_rules set messaging = $1', values: [MOST] })
  await routingOn(app, admin, settings)
})

type Step =
  | { do: 'arrive' }
  | { do: 'accept' | 'decline' | 'work'; who: number }
  | { do: 'status'; who: number; key: 'online' | 'away' | 'offline' }
  | { do: 'pause' | 'solve' | 'end' | 'leave'; which: number }
const who = fc.integer({ min: 0, max: AGENTS - 1 })
const which = fc.nat(50)
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.constant<Step>({ do: 'arrive' }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constantFrom('accept' as const), who }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constantFrom('decline' as const), who }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      who,
      key: fc.constantFrom('online' as const, 'online' as const, 'away' as const, 'offline' as const),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'solve' as const, 'end' as const, 'leave' as const),
      which,
    }),
    weight: 3,
  },
)

type Talk = { conversationId: number; visitor: Visitor }

/** Refused is a fine answer; anything else that is thrown is not. */
const tried = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })

async function perform(it: Step, talks: Talk[]): Promise<unknown> {
  if (it.do === 'arrive') {
    const visitor = await app.visitor(channelId)
    const { conversationId } = await start(app, visitor, 'Hello')
    return talks.push({ conversationId, visitor })
  }
  if ('who' in it) {
    const agent = agents[it.who] ?? admin
    if (it.do === 'status') return atWork(app, agent, it.key)
    const offer = (await offersTo(app, agent))[0]
    if (offer === undefined) return null
    const { conversationId, id } = offer
    return tried(
      app.as(agent).run(it.do === 'accept' ? 'offer.accept' : 'offer.decline', { conversationId, offerId: id }),
    )
  }
  const talk = talks[it.which % Math.max(1, talks.length)]
  if (talk === undefined) return null
  const { conversationId, visitor } = talk
  if (it.do === 'leave') return tried(app.as(visitor).run('session.end', { conversationId }))
  if (it.do === 'end') return tried(app.as(admin).run('session.end', { conversationId }))
  const status = it.do === 'pause' ? 'pending' : 'solved'
  return tried(app.as(admin).run('ticket.submit', { conversationId, changes: { status } }))
}

/** Nothing that waits could be given to anybody. */
async function isSettled(): Promise<boolean> {
  const rows = await listRouted(app.db, null)
  const waiting = rows.filter(({ routing }) => routing.state === 'waiting').map(workOf)
  const now = new Date()
  return decide(waiting, await readAgents(app.db, now), new Map(), settings, now.getTime()).length === 0
}

let over: string | null = null
const watching = setInterval(() => {
  if (app === undefined) return
  loadsOf(app)
    .then((loads) => {
      const found = loads.find(({ kept, userId }) => kept > MOST && agents.some((agent) => agent.userId === userId))
      if (found !== undefined) over ??= `${found.userId} has ${found.kept}`
    })
    .catch(() => {})
}, 30)
after(() => clearInterval(watching))

test('whatever happens, capacity is kept, and what waits and who is free come together [law 8] [RO2] [RO6] [RO7]', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 15 }),
      async (rounds) => {
        const talks: Talk[] = []
        for (const agent of agents) await atWork(app, agent)
        for (const round of rounds) await Promise.all(round.map((each) => perform(each, talks)))
        await until(isSettled, 'nothing that waits could be given to anybody')
        assert.equal(over, null)
        for (const { userId, kept, held } of await loadsOf(app)) assert.equal(kept, held, `load of ${userId}`)
        const lost = await app.db.rows({
          name: 'test.lost',
          text: `select conversation_id from inbox where status in ('new', 'open') and session <> 'ended' and assignee_id is null
                 and coalesce(routing->>'state', '') not in ('waiting', 'offered')`,
          values: [],
        })
        assert.deepEqual(lost, [], 'neither assigned nor queued')
        const double = await app.db.rows({
          name: 'test.double',
          text: `select conversation_id from offers where outcome is null group by 1 having count(*) > 1`,
          values: [],
        })
        assert.deepEqual(double, [], 'offered to two at once')
        // The next begins with nobody at work and nothing waiting.
        for (const { conversationId, visitor } of talks)
          await tried(app.as(visitor).run('session.end', { conversationId }))
      },
    ),
    { numRuns: 12, endOnFailure: true },
  )
})
