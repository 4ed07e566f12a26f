import type { App } from '../app.ts'
import type { UserActor } from '../platform/pure/actor.ts'
import { deleteDemoLeases, insertDemoLeases, listOpenOffers, listStatusKeys } from './queries.ts'
import { arrivalsOf, shiftsOf } from './rota.ts'
import { stories } from './stories.ts'
import { begin, finish, type Locale, say, type Tale, type Telling } from './tell-story.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
/** The team is out for the last two hours: what came since then waits for whoever looks. */
const OUT_MS = 130 * MINUTE
/** So many wait at the end, one each few minutes. */
const WAITING = 14
const EACH_MS = 8 * MINUTE

type Routed = { tale: Tale; state: 'waiting' | 'asked' | 'held' | 'gone'; wasRefused: boolean }
type Step = { at: number; act(at: Date): Promise<void> }
type Parts = { agents: readonly UserActor[]; channels: readonly number[]; from: number; to: number }

/**
 * The week before now as it was routed: shifts, customers by the hours of the day, offers that are taken after some seconds or
 * declined, some who leave before anybody has them. Told step by step in its order, by the real commands and the router's own
 * decisions, so that all that looks back on it (what if, expected waits, the log of offers) finds what it would find in life.
 */
export async function tellWeek(
  telling: Telling & { app: Pick<App, 'db' | 'engine' | 'router'> },
  { agents, channels, from, to }: Parts,
  told: (done: number, of: number) => void,
): Promise<void> {
  const { app, chance } = telling
  const { db, engine } = app
  const steps: Step[] = []
  const plan = (at: number, act: Step['act']) => {
    const step = { at: Math.round(at), act }
    steps.splice(steps.findLastIndex((other) => other.at <= step.at) + 1, 0, step)
  }
  const byConversation = new Map<number, Routed>()
  const asked = new Set<number>()
  const statuses = new Map((await listStatusKeys(db)).map(({ id, key }) => [key, id]))
  const choose = (at: Date, agent: UserActor, key: string) =>
    engine.executeAt(at, agent, 'agent_status.choose', { statusId: statuses.get(key) ?? 0 })

  await insertDemoLeases(
    db,
    agents.map(({ userId }) => userId),
    new Date(to + DAY),
  )
  const shifts = agents.flatMap((agent, place) => shiftsOf({ from, to: to - OUT_MS }, agent, place, chance))
  await app.router.tellPast(async (giveAt) => {
    for (const { agent, at, key } of shifts)
      plan(at, async (now) => {
        await choose(now, agent, key)
        await give(now)
      })
    const arrivals = [
      ...arrivalsOf({ from, to: to - OUT_MS }, chance),
      ...Array.from({ length: WAITING }, (_, n) => to - (WAITING - n) * EACH_MS),
    ]
    for (const [index, at] of arrivals.entries())
      plan(at, async (now) => {
        await come(now, index, at < to - OUT_MS)
        if (index % 20 === 19) told(index + 1, arrivals.length)
      })
    for (let step = steps.shift(); step !== undefined && step.at < to; step = steps.shift())
      await step.act(new Date(step.at))

    async function give(at: Date): Promise<void> {
      await giveAt(at)
      for (const { id, conversationId, userId } of await listOpenOffers(db)) {
        const agent = agents.find((each) => each.userId === userId)
        const routed = byConversation.get(conversationId)
        if (asked.has(id) || agent === undefined || routed === undefined) continue
        asked.add(id)
        routed.state = 'asked'
        plan(at.getTime() + (4 + chance.below(50)) * SECOND, (now) => answer(now, routed, id, agent))
      }
    }

    async function come(at: Date, index: number, mayLeave: boolean): Promise<void> {
      const locale: Locale = chance.below(2) === 0 ? 'en' : 'fr'
      const story = chance.pick(stories[locale])
      const tale = await begin(telling, { at, locale, story, channelId: chance.pick(channels), index })
      const routed: Routed = { tale, state: 'waiting', wasRefused: false }
      byConversation.set(tale.conversationId, routed)
      if (mayLeave && chance.below(100) < 35)
        plan(at.getTime() + (3 + chance.below(40)) * MINUTE, (now) => leave(now, routed))
      await give(at)
    }

    async function answer(at: Date, routed: Routed, offerId: number, agent: UserActor): Promise<void> {
      const { conversationId } = routed.tale
      if (!routed.wasRefused && chance.below(100) < 6) {
        routed.wasRefused = true
        routed.state = 'waiting'
        await engine.executeAt(at, agent, 'offer.decline', { conversationId, offerId })
        // After a minute he may be asked about it again.
        plan(at.getTime() + 61 * SECOND, give)
        return give(at)
      }
      routed.state = 'held'
      await engine.executeAt(at, agent, 'offer.accept', { conversationId, offerId })
      plan(at.getTime() + (15 + chance.below(45)) * SECOND, (now) => next(now, routed, agent, 1))
    }

    /** One line after another, then how it ends; what has come today may still be open. */
    async function next(at: Date, routed: Routed, agent: UserActor, place: number): Promise<void> {
      const { tale } = routed
      const line = tale.story.lines[place]
      if (line !== undefined) {
        await say(telling, tale, line, { at, agent, takes: false })
        plan(at.getTime() + (40 + chance.below(400)) * SECOND, (now) => next(now, routed, agent, place + 1))
        return
      }
      const isNew = to - at.getTime() < DAY
      if (isNew && chance.below(5) === 0) return
      const { ends } = tale.story
      await finish(telling, tale, {
        at,
        agent,
        status: ends === 'open' || (!isNew && ends === 'hold') ? 'solved' : ends,
      })
      await give(at)
    }

    /** Nobody has him yet, and he goes; whoever is there next files it. */
    async function leave(at: Date, routed: Routed): Promise<void> {
      if (routed.state !== 'waiting') return
      routed.state = 'gone'
      await engine.executeAt(at, routed.tale.visitor, 'session.end', { conversationId: routed.tale.conversationId })
      const back = shifts.find((shift) => shift.key === 'online' && shift.at > at.getTime())
      if (back === undefined) return
      const { agent } = back
      const { data } = telling
      const changes = { assigneeId: agent.userId, ...(data && { fields: { [data.reason]: 'other' } }) }
      plan(back.at + (2 + chance.below(20)) * MINUTE, (now) =>
        finish(telling, routed.tale, { at: now, agent, status: 'solved', changes }),
      )
    }
  })
  await deleteDemoLeases(db)
}
