import { defaultSettings } from '../../server/routing/contract.ts'
import { type Agent, everywhere, noLoad } from '../../server/routing/pure/agent.ts'
import { decide } from '../../server/routing/pure/decide.ts'
import type { Work } from '../../server/routing/pure/work.ts'
import { query } from './database.ts'
import { seeded } from './queue-world.ts'

// A week of an office that is not the simulation: agents are fast or slow, answer offers or let them pass, have breaks and
// work of their own; the router looks each second. What happened is written into the database as the product records it.

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR
const SKILLS = 5
type Seeker = { work: Work; offeredAt: number; until: number; leavesAt: number; answer: 'accepted' | 'declined' | null }
type Event = { stream: string; at: number; type: string; data: object }

/** The week before `to`: so many conversations and agents (by their numbers). Gives what was written. */
export async function writeWeek(
  url: string,
  { to, conversations, agentIds }: { to: number; conversations: number; agentIds: readonly number[] },
): Promise<number> {
  const statuses = await query(url, `select id, key from agent_statuses where key is not null`)
  const status = (key: string) => Number(statuses.find((each) => each['key'] === key)?.['id'])
  const events = live({
    from: to - 7 * DAY,
    conversations,
    agentIds,
    online: status('online'),
    offline: status('offline'),
  })
  const PIECE = 5_000
  const positions = new Map<string, number>()
  for (let done = 0; done < events.length; done += PIECE) {
    const some = events.slice(done, done + PIECE)
    await query(
      url,
      `insert into events (stream, position, type, v, actor_kind, data, cause, at)
       select * from unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[], $5::text[], $6::jsonb[], $7::text[], $8::timestamptz[])`,
      [
        some.map(({ stream }) => stream),
        some.map(({ stream }) => {
          const position = (positions.get(stream) ?? 1_000) + 1
          positions.set(stream, position)
          return position
        }),
        some.map(({ type }) => type),
        some.map(() => 1),
        some.map(() => 'system'),
        some.map(({ data }) => JSON.stringify(data)),
        some.map(() => 'bench'),
        some.map(({ at }) => new Date(at)),
      ],
    )
  }
  await query(url, 'analyze events')
  return events.length
}

type Office = { from: number; conversations: number; agentIds: readonly number[]; online: number; offline: number }

function live({ from, conversations, agentIds, online, offline }: Office): Event[] {
  const random = seeded(7)
  const exponential = (mean: number) => -mean * Math.log(1 - random())
  const events: Event[] = []
  const agents = agentIds.map(
    (userId): Agent => ({
      userId,
      groupIds: [1],
      brandIds: null,
      skills: new Map([
        [1 + (userId % SKILLS), false],
        [1 + ((userId + 2) % SKILLS), false],
      ]),
      level: everywhere('offline'),
      limit: { email: 10, messaging: 3, call: 1 },
      load: noLoad(),
      lastAt: everywhere(null),
      wrapUpUntil: {},
    }),
  )
  const speed = new Map(agents.map(({ userId }) => [userId, 0.7 + 0.6 * random()]))
  const shifts = agents.flatMap((agent, index) =>
    Array.from({ length: 7 }, (_, day) => day).flatMap((day) => {
      const begins = from + day * DAY + (index % 2 === 0 ? 7 : 12) * HOUR + random() * HOUR
      const lunch = begins + 3.5 * HOUR + random() * HOUR
      const at = (instant: number, isOn: boolean) => ({ agent, at: instant, isOn })
      return random() < 0.2
        ? []
        : [at(begins, true), at(lunch, false), at(lunch + 0.75 * HOUR, true), at(begins + 8 * HOUR, false)]
    }),
  )
  shifts.sort((a, b) => a.at - b.at)
  // By day most, by night few; all that come in the night wait for the morning or leave.
  const weight = (hour: number) => (hour < 7 ? 0.05 : hour < 9 ? 0.6 : hour < 18 ? 1 : hour < 21 ? 0.5 : 0.05)
  const weights = Array.from({ length: 168 }, (_, hour) => weight(hour % 24))
  const sum = weights.reduce((all, each) => all + each, 0)
  const arrivals: number[] = []
  for (const [hour, each] of weights.entries())
    for (let n = 0; n < Math.round((conversations * each) / sum); n += 1)
      arrivals.push(from + hour * HOUR + random() * HOUR)
  arrivals.sort((a, b) => a - b)

  const view = (work: Work, state: string, holder: number | null) => ({
    family: 'messaging',
    state,
    holder,
    queueId: null,
    enteredAt: state === 'waiting' || state === 'offered' ? new Date(work.enteredAt).toISOString() : null,
    offer: null,
    skills: work.skills,
  })
  const tell = (work: Work, at: number, type: string, state: string, holder: number | null, more: object = {}) =>
    events.push({
      stream: `conversation:${work.conversationId}`,
      at,
      type,
      data: { routing: view(work, state, holder), ...more },
    })

  const waiting: Seeker[] = []
  const offered = new Map<Seeker, Agent>()
  const ends: { at: number; agent: Agent; work: Work }[] = []
  let [arrived, shifted] = [0, 0]
  const until = from + 7 * DAY
  for (let now = from; now < until; now += SECOND) {
    let isDue = false
    for (; (shifts[shifted]?.at ?? until) <= now; shifted += 1) {
      const shift = shifts[shifted]
      if (shift === undefined) break
      const [was, is] = shift.isOn ? [offline, online] : [online, offline]
      shift.agent.level = everywhere(shift.isOn ? 'online' : 'offline')
      const data = { userId: shift.agent.userId, from: was, statusId: is, cause: 'chosen', forcedBy: null }
      events.push({ stream: `agent:${shift.agent.userId}`, at: now, type: 'agent.status_changed', data })
      isDue = true
    }
    for (; (arrivals[arrived] ?? until) <= now; arrived += 1) {
      const at = arrivals[arrived] ?? now
      const conversationId = 1_000_000 + arrived
      const skills = random() < 0.3 ? [{ id: 1 + Math.floor(random() * SKILLS), required: true }] : []
      const priority = random() < 0.1 ? ('urgent' as const) : null
      const work: Work = {
        conversationId,
        family: 'messaging',
        brandId: 1,
        groupId: 1,
        queueId: null,
        share: 0,
        priority,
        firstAt: at,
        enteredAt: at,
        slaDueAt: null,
        skills,
        prefer: null,
        isHanded: false,
        preferUntil: null,
        refused: [],
      }
      waiting.push({
        work,
        offeredAt: 0,
        until: 0,
        leavesAt: random() < 0.5 ? at + exponential(20 * 60 * SECOND) : Number.POSITIVE_INFINITY,
        answer: null,
      })
      tell(work, at, 'queue.entered', 'waiting', null, {
        queueId: null,
        firstAt: new Date(at).toISOString(),
        brandId: 1,
        groupId: 1,
        priority,
      })
      isDue = true
    }
    while ((ends[0]?.at ?? until) <= now) {
      const end = ends.shift()
      if (end === undefined) break
      end.agent.load.messaging -= 1
      tell(end.work, end.at, 'routing.changed', 'none', null)
      isDue = true
    }
    for (let index = waiting.length - 1; index >= 0; index -= 1) {
      const one = waiting[index]
      if (one === undefined || one.leavesAt > now) continue
      waiting.splice(index, 1)
      tell(one.work, now, 'queue.left', 'none', null, { queueId: null, reason: 'not_eligible' })
    }
    for (const [one, agent] of offered) {
      if (one.until > now) continue
      offered.delete(one)
      isDue = true
      const { userId } = agent
      if (one.answer === 'accepted') {
        tell(one.work, now, 'offer.ended', 'held', userId, { userId, outcome: 'accepted' })
        tell(one.work, now, 'queue.left', 'held', userId, { queueId: null, reason: 'assigned' })
        const length = (speed.get(userId) ?? 1) * (2 * 60 * SECOND + exponential(13 * 60 * SECOND))
        const at = now + length
        const place = ends.findLastIndex((each) => each.at <= at) + 1
        ends.splice(place, 0, { at, agent, work: one.work })
      } else {
        agent.load.messaging -= 1
        tell(one.work, now, 'offer.ended', 'waiting', null, { userId, outcome: 'declined' })
        one.work = { ...one.work, refused: [{ userId, until: now + 60 * SECOND }] }
        waiting.push(one)
      }
    }
    if (waiting.length === 0 || (!isDue && now % (10 * SECOND) !== 0)) continue
    const byId = new Map(waiting.map((one) => [one.work.conversationId, one]))
    const byUser = new Map(agents.map((agent) => [agent.userId, agent]))
    for (const { work, userId, why } of decide(
      [...byId.values()].map((one) => one.work),
      agents,
      new Map(),
      defaultSettings,
      now,
    )) {
      const [one, agent] = [byId.get(work.conversationId), byUser.get(userId)]
      if (one === undefined || agent === undefined) continue
      waiting.splice(waiting.indexOf(one), 1)
      one.answer = random() < 0.04 ? 'declined' : 'accepted'
      one.until = now + 2 * SECOND + exponential(6 * SECOND)
      offered.set(one, agent)
      tell(one.work, now, 'offer.made', 'offered', userId, { userId, why: why.reason })
    }
  }
  return events.sort((a, b) => a.at - b.at)
}
