import { defaultWidgetSettings, insertChannel, listChannels } from '../channels/index.ts'
import { hashPassword } from '../identity/index.ts'
import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import { secret } from '../platform/ids.ts'
import type { UserActor } from '../platform/pure/actor.ts'
import { chanceFrom } from './chance.ts'
import { makeAnswers } from './make-answers.ts'
import { makePromises } from './make-promises.ts'
import { makeRouting, timeOffers } from './make-routing.ts'
import { makeRules } from './make-rules.ts'
import { makeSchedules } from './make-schedules.ts'
import { makeSurveys } from './make-surveys.ts'
import { findAgentRights, hasConversations, insertDemoGroup, insertDemoMember, insertDemoUser } from './queries.ts'
import { stories, team } from './stories.ts'
import { begin, finish, type Locale, say, type Telling } from './tell-story.ts'
import { tellWeek } from './tell-week.ts'
import { makeTicketData } from './ticket-data.ts'

export const DEMO_PASSWORD = 'good coffee, long way'
/** Two weeks told story by story, then one in which work finds its agent by itself. */
export const wholeStory = { earlier: 110, earlierDays: 14, routedDays: 7 }
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * Fills an empty installation with a team, customers and three weeks of conversations in both languages, by the real
 * commands at the times they are said to have happened.
 */
export async function fillDemo(
  app: Pick<
    App,
    | 'db'
    | 'engine'
    | 'router'
    | 'surveys'
    | 'reloadChannels'
    | 'reloadPeople'
    | 'reloadRules'
    | 'reloadSchedules'
    | 'reloadSla'
    | 'reloadRouting'
  >,
  told: (done: number, of: number) => void,
  { earlier, earlierDays, routedDays } = wholeStory,
): Promise<boolean> {
  if (await hasConversations(app.db)) return false
  const chance = chanceFrom(4711)
  const agents = await makeTeam(app)
  const [clerk] = agents
  if (clerk === undefined) throw new Error('the demo has nobody who answers')
  await makeAnswers(app, agents)
  const { club } = await makeSchedules(app)
  const channels = await makeChannels(app, club)
  const telling = { app, chance, visitors: new Map(), data: await makeTicketData(app, clerk), clerk }
  const to = clock.now().getTime()
  const from = to - routedDays * DAY
  for (let index = 0; index < earlier; index += 1) {
    const at = from - earlierDays * DAY + Math.floor((index / earlier) * (earlierDays - 0.2) * DAY)
    const agent = chance.pick(agents)
    await tellWhole(telling, { at: new Date(at + chance.below(90) * MINUTE), index, agent, channels })
    if (index % 20 === 19) told(index + 1, 3 * earlier)
  }
  await makeRules(app, agents, new Date(from))
  await makeRouting(app, agents, new Date(from))
  await tellWeek(telling, { agents, channels, from, to }, (done, of) =>
    told(earlier + Math.round((2 * earlier * done) / of), 3 * earlier),
  )
  await timeOffers(app, agents)
  await makeSurveys(app, agents)
  await makePromises(app, agents, { channelId: channels[2] ?? 0, scheduleId: club })
  return true
}

type Whole = { at: Date; index: number; agent: UserActor; channels: readonly number[] }

/** A conversation from its first word to its last. */
async function tellWhole(telling: Telling, { at, index, agent, channels }: Whole): Promise<void> {
  const { chance } = telling
  const locale: Locale = chance.below(2) === 0 ? 'en' : 'fr'
  const story = chance.pick(stories[locale])
  const tale = await begin(telling, { at, locale, story, channelId: chance.pick(channels), index })
  let later = at.getTime()
  for (const line of story.lines.slice(1)) {
    later += 20_000 + chance.below(5) * MINUTE
    await say(telling, tale, line, { at: new Date(later), agent, takes: true })
  }
  const status = story.ends === 'open' || chance.below(4) > 0 ? 'solved' : story.ends
  await finish(telling, tale, { at: new Date(later + 2 * MINUTE), agent, status })
}

async function makeTeam({ db, reloadPeople }: Pick<App, 'db' | 'reloadPeople'>): Promise<UserActor[]> {
  const hash = await hashPassword(DEMO_PASSWORD)
  const orders = await insertDemoGroup(db, 'Orders')
  const actors: UserActor[] = []
  for (const person of team) {
    const user = await insertDemoUser(db, person, hash, clock.now())
    if (user === null) continue
    for (const groupId of person.role === 'agent' ? [1, orders.id] : [1]) await insertDemoMember(db, groupId, user.id)
    const { name, permissions } = await findAgentRights(db, user.id)
    if (permissions.includes('assignable'))
      actors.push({
        kind: 'user',
        userId: user.id,
        loginId: 0,
        name,
        permissions: new Set(permissions),
        scope: { tickets: 'all', brands: null },
        groups: [1, orders.id],
      })
  }
  await reloadPeople()
  return actors
}

/** One channel of each style: the website chats live, the app lets customers come back, the club goes on for days. */
async function makeChannels(
  { db, reloadChannels }: Pick<App, 'db' | 'reloadChannels'>,
  clubHours: number,
): Promise<number[]> {
  const [website] = await listChannels(db)
  const base = {
    kind: 'widget' as const,
    brandId: 1,
    groupId: 1,
    scheduleId: null,
    origins: [],
    settings: { ...defaultWidgetSettings },
    active: true,
  }
  const app = await insertChannel(db, {
    ...base,
    key: secret().slice(0, 22),
    name: 'App',
    styleId: 2,
    defaultLocale: 'fr',
  })
  const club = await insertChannel(db, {
    ...base,
    key: secret().slice(0, 22),
    name: 'Club',
    scheduleId: clubHours,
    styleId: 3,
    defaultLocale: 'fr',
  })
  await reloadChannels()
  return [website?.id ?? app.id, app.id, club.id]
}
