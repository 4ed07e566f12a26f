import { defaultSettings } from '../../server/routing/contract.ts'
import { type Agent, everywhere } from '../../server/routing/pure/agent.ts'
import { decide } from '../../server/routing/pure/decide.ts'
import type { Work } from '../../server/routing/pure/work.ts'
import { type Client, connect } from '../parts/client.ts'
import { query } from '../parts/database.ts'
import { loadAverage, startCauserie } from '../parts/processes.ts'
import { seedUser, type SeededUser } from '../parts/seed.ts'
import { comeToWork, seedAgents, seedWaiting } from '../parts/seed-routing.ts'
import { percentile } from '../parts/statistics.ts'
import type { Finding, Lab, Run } from './figure.ts'

const CROWD = { waiting: 5_000, agents: 500, each: 10 }
const STEADY = { waiting: 2_000, agents: 200, frees: 400 }

/** Work that finds agents: a shift that begins, a place that gets free, and what a decision costs. */
export const routing: Run = {
  keys: ['assign_per_s', 'free_to_offer_p99_ms', 'decision_growth_ratio'],
  async measure(lab, wanted) {
    const found: Record<string, Finding> = {}
    if (wanted.includes('decision_growth_ratio')) found['decision_growth_ratio'] = decisionGrowth(lab)
    if (wanted.includes('assign_per_s')) found['assign_per_s'] = await withOffice(lab, CROWD, shiftBegins)
    if (wanted.includes('free_to_offer_p99_ms'))
      found['free_to_offer_p99_ms'] = await withOffice(lab, STEADY, placesGetFree)
    return found
  },
}

type Office = { url: string; port: number; agents: SeededUser[]; admin: Client }

async function withOffice(
  { database, say }: Lab,
  { waiting, agents: count }: { waiting: number; agents: number },
  work: (office: Office, say: Lab['say']) => Promise<Finding>,
): Promise<Finding> {
  const url = await database.create('routing')
  try {
    await (await startCauserie(url, database.folder)).stop()
    const agents = await seedAgents(url, count)
    const administrator = await seedUser(url, 'administrator')
    await seedWaiting(url, waiting)
    say(`${waiting} wait, ${count} agents are at home`)
    const server = await startCauserie(url, database.folder)
    const admin = await connect(server.port, { as: 'user' }, { cookie: administrator.token })
    try {
      return await work({ url, port: server.port, agents, admin }, say)
    } finally {
      admin.close()
      await server.stop()
    }
  } finally {
    await database.drop('routing')
  }
}

const configure = (admin: Client, settings: object) =>
  admin.ask({ t: 'do', name: 'routing.save_settings', input: { ...defaultSettings, enabled: true, ...settings } })

async function number(url: string, text: string): Promise<number> {
  const [row] = await query(url, text)
  return Number(row?.['n'])
}

/** From the moment at which all are there until nothing more is given, what was given in a second. */
async function shiftBegins({ url, agents, admin }: Office, say: Lab['say']): Promise<Finding> {
  await query(url, `update capacity_rules set messaging = ${CROWD.each}`)
  await configure(admin, { autoAccept: { email: true, messaging: true, call: true } })
  await reviewed(url)
  await comeToWork(url, agents)
  const began = Date.now()
  // One says so by the front door: the router wakes.
  await admin.ask({ t: 'do', name: 'availability.set', input: { availability: 'away' } })
  const given = () => number(url, `select count(*)::int as n from offers`)
  for (let before = -1, now = 0; before !== now || now === 0; ) {
    before = now
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    now = await given()
  }
  const [last] = await query(url, 'select max(made_at) as at, count(*)::int as n from offers')
  const seconds = (new Date(String(last?.['at'])).getTime() - began) / 1_000
  const n = Number(last?.['n'])
  const over = await number(url, `select count(*)::int as n from agent_states where messaging > ${CROWD.each}`)
  if (over > 0) throw new Error(`${over} agents have more than they can take`)
  const value = n / seconds
  say(`${n} given in ${seconds.toFixed(2)} s: ${value.toFixed(0)}/s; load ${loadAverage()}`)
  return { value, details: { given: n, seconds, loadAverage: loadAverage() } }
}

/** An agent solves, and sees the next offer: milliseconds between, on his own socket. */
async function placesGetFree({ url, port, agents, admin }: Office, say: Lab['say']): Promise<Finding> {
  await query(url, 'update capacity_rules set messaging = 1')
  await configure(admin, { offerSeconds: { email: 0, messaging: 0, call: 0 } })
  await reviewed(url)
  const desks = await Promise.all(agents.map((agent) => arriveAtDesk(port, agent)))
  await comeToWork(url, [])
  for (const { client } of desks) {
    const [online] = await query(url, `select id as n from agent_statuses where key = 'online'`)
    await client.ask({ t: 'do', name: 'agent_status.choose', input: { statusId: Number(online?.['n']) } })
  }
  const times: number[] = []
  const accept = async (desk: Desk) => {
    const { conversationId, id: offerId } = await desk.offer()
    await desk.client.ask({ t: 'do', name: 'offer.accept', input: { conversationId, offerId } })
    return conversationId
  }
  for (let n = 0; n < STEADY.frees; n += 1) {
    const desk = desks[n % desks.length]
    if (desk === undefined) break
    const conversationId = desk.holds ?? (await accept(desk))
    const began = performance.now()
    await desk.client.ask({ t: 'do', name: 'ticket.submit', input: { conversationId, changes: { status: 'solved' } } })
    await desk.offer(false)
    times.push(performance.now() - began)
    desk.holds = await accept(desk)
  }
  for (const { client } of desks) client.close()
  const [p50, value] = [percentile(times, 0.5), percentile(times, 0.99)]
  say(`Solved until offered: p50 ${p50.toFixed(1)} ms, p99 ${value.toFixed(1)} ms; load ${loadAverage()}`)
  return { value, details: { p50, frees: times.length, loadAverage: loadAverage() } }
}

type Offer = { id: number; conversationId: number }
type Desk = { client: Client; holds: number | null; offer(take?: boolean): Promise<Offer> }

async function arriveAtDesk(port: number, { token }: SeededUser): Promise<Desk> {
  const client = await connect(port, { as: 'user' }, { cookie: token })
  const offers: Offer[] = []
  let tell = () => {}
  client.onEvent = (_, { type, data }) => {
    const { offer } = data as { offer?: Offer }
    if (type === 'offer.shown' && offer !== undefined) offers.push(offer)
    tell()
  }
  return {
    client,
    holds: null,
    async offer(take = true) {
      while (offers.length === 0) await new Promise<void>((resolve) => (tell = resolve))
      const [first = { id: 0, conversationId: 0 }] = offers
      if (take) offers.shift()
      return first
    },
  }
}

async function reviewed(url: string): Promise<void> {
  while ((await number(url, 'select (version - reached) as n from routing_settings')) > 0)
    await new Promise((resolve) => setTimeout(resolve, 100))
}

const AT = 1_700_000_000_000
const DECISIONS = 200

/** One decision of a round, among 500 agents and among 50: both have room for all of it. */
function decisionGrowth({ say }: Lab): Finding {
  const timed = (agents: number) => {
    const times: number[] = []
    for (let run = 0; run < 60; run += 1) {
      const [people, works] = [crowd(agents), Array.from({ length: DECISIONS }, (_, n) => work(n + 1))]
      const began = performance.now()
      const made = decide(works, people, new Map(), defaultSettings, AT)
      times.push((performance.now() - began) / DECISIONS)
      if (made.length !== DECISIONS) throw new Error(`only ${made.length} found somebody`)
    }
    return percentile(times.slice(10), 0.5) * 1_000
  }
  const [few, many] = [timed(50), timed(500)]
  say(`A decision: ${many.toFixed(1)} µs among 500, ${few.toFixed(1)} µs among 50`)
  return { value: many / few, details: { microseconds500: many, microseconds50: few } }
}

const crowd = (count: number): Agent[] =>
  Array.from({ length: count }, (_, n) => ({
    userId: n + 1,
    groupIds: n % 3 === 0 ? [1, 2] : [1],
    brandIds: null,
    skills: new Map([
      [1 + (n % 5), false],
      [1 + ((n + 2) % 5), false],
    ]),
    level: everywhere('online' as const),
    limit: { email: 10, messaging: 20, call: 1 },
    load: { email: 0, messaging: n % 4, call: 0 },
    lastAt: everywhere<number | null>(null),
    wrapUpUntil: {},
  }))

const work = (n: number): Work => ({
  conversationId: n,
  family: 'messaging',
  brandId: 1,
  groupId: 1,
  queueId: null,
  share: 0,
  priority: null,
  firstAt: AT - n,
  enteredAt: AT - n,
  slaDueAt: null,
  skills: n % 10 < 6 ? [{ id: 1 + (n % 5), required: true }] : [],
  prefer: null,
  isHanded: false,
  preferUntil: null,
  refused: [],
})
