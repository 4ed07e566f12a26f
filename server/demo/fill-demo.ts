import { defaultWidgetSettings, insertChannel, listChannels } from '../channels/index.ts'
import { openVisitor } from '../contacts/index.ts'
import { decideMessage, loadKnown, lockConversation, saveMessages } from '../conversations/index.ts'
import { hashPassword } from '../identity/index.ts'
import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import type { Engine } from '../platform/commands/engine.ts'
import { secret, uuid7 } from '../platform/ids.ts'
import type { UserActor, VisitorActor } from '../platform/pure/actor.ts'
import { timers } from '../tickets/index.ts'
import {
  findAgentRights,
  findDueClose,
  hasConversations,
  insertDemoGroup,
  insertDemoMember,
  insertDemoUser,
  setLastSeen,
} from './queries.ts'
import { makeAnswers } from './make-answers.ts'
import { makeSurveys } from './make-surveys.ts'
import { makeRouting } from './make-routing.ts'
import { makePromises } from './make-promises.ts'
import { makeSchedules } from './make-schedules.ts'
import { dataOf, endOf, makeTicketData, type TicketData } from './ticket-data.ts'
import { customers, products, type Story, stories, team } from './stories.ts'

export const DEMO_PASSWORD = 'good coffee, long way'
const CONVERSATIONS = 240
const DAYS = 21
const MINUTE = 60_000
const DAY = 86_400_000

type Locale = 'en' | 'fr'
/** Always the same demo: a small generator of its own, not chance. */
type Chance = { below(n: number): number; pick<T>(list: readonly T[]): T }

/**
 * Fills an empty installation with a team, customers and three weeks of conversations in both languages, by the real
 * commands at the times they are said to have happened.
 */
export async function fillDemo(
  app: Pick<
    App,
    'db' | 'engine' | 'surveys' | 'reloadChannels' | 'reloadPeople' | 'reloadSchedules' | 'reloadSla' | 'reloadRouting'
  >,
  say: (done: number, of: number) => void,
): Promise<boolean> {
  if (await hasConversations(app.db)) return false
  const chance = chanceFrom(4711)
  const agents = await makeTeam(app)
  await makeAnswers(app, agents)
  const { club } = await makeSchedules(app)
  const channels = await makeChannels(app, club)
  const [first] = agents
  const data = first === undefined ? null : await makeTicketData(app, first)
  const visitors = new Map<string, VisitorActor>()
  const now = clock.now().getTime()
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    const locale: Locale = chance.below(2) === 0 ? 'en' : 'fr'
    // The newest ones are of the last two hours, and wait.
    const waits = index >= CONVERSATIONS - 14
    const at = waits
      ? now - (CONVERSATIONS - index) * 8 * MINUTE
      : now -
        DAYS * DAY +
        Math.floor((index / CONVERSATIONS) * (DAYS * DAY - 4 * 60 * MINUTE)) +
        chance.below(90) * MINUTE
    await tell(app, {
      locale,
      story: chance.pick(stories[locale]),
      at: new Date(Math.min(at, now - MINUTE)),
      waits,
      index,
      chance,
      agent: chance.pick(agents),
      channelId: chance.pick(channels),
      visitors,
      data,
    })
    if (index % 20 === 19) say(index + 1, CONVERSATIONS)
  }
  await makeSurveys(app, agents)
  await makePromises(app, agents, { channelId: channels[2] ?? 0, scheduleId: club })
  await makeRouting(app, agents)
  return true
}

type Telling = {
  locale: Locale
  story: Story
  at: Date
  waits: boolean
  index: number
  chance: Chance
  agent: UserActor
  channelId: number
  visitors: Map<string, VisitorActor>
  data: TicketData | null
}

async function tell({ db, engine }: Pick<App, 'db' | 'engine'>, telling: Telling): Promise<void> {
  const { story, locale, chance, agent, waits, data } = telling
  const name = chance.pick(customers[locale])
  const visitor = await visitorOf(db, telling, name)
  const words = { '{n}': String(4000 + chance.below(900)), '{p}': chance.pick(products[locale]) }
  const text = (line: string) =>
    Object.entries(words).reduce((said, [mark, word]) => said.replaceAll(mark, word), line.slice(2))
  let at = telling.at
  const email = `${name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '')
    .replace(' ', '.')}@example.com`
  const [first = '> …', ...rest] = story.lines
  const started = (await engine.executeAt(at, visitor, 'conversation.start', {
    messageId: uuid7(at),
    content: { text: text(first) },
    locale,
    page: {
      url: chance.below(2) === 0 ? 'https://halte.example/order-4711' : 'https://halte.example/',
      title: 'Halte',
    },
    details: { name, email },
  })) as { conversationId: number }
  const { conversationId } = started
  const organizationId = data?.organizations[telling.index % 9]
  if (organizationId !== undefined)
    await engine.executeAt(at, agent, 'contact.update', { contactId: visitor.contactId, organizationId })
  await setLastSeen(db, visitor.contactId, at, chance.below(3) === 0 ? email : null)
  if (waits) return
  for (const line of rest) {
    at = new Date(at.getTime() + 20_000 + chance.below(5) * MINUTE)
    if (at > clock.now()) return
    if (line.startsWith('>')) await write(engine, visitor, conversationId, text(line), at)
    else
      await engine.executeAt(at, agent, 'ticket.submit', {
        conversationId,
        message: {
          messageId: uuid7(at),
          content: { text: text(line) },
          visibility: line.startsWith('#') ? 'note' : 'public',
        },
        ...(line === rest.find((each) => each.startsWith('<'))
          ? {
              changes: {
                assigneeId: agent.userId,
                tags: story.tags,
                priority: chance.pick(['low', 'normal', 'normal', 'high', 'urgent'] as const),
                ...(data === null ? {} : dataOf(data, story, chance.below)),
              },
            }
          : {}),
      })
    await setLastSeen(db, visitor.contactId, at, null)
  }
  const recent = telling.index > CONVERSATIONS - 40
  const status = recent && chance.below(3) === 0 ? 'open' : story.ends
  if (status === 'open' || (!recent && status !== 'solved' && chance.below(4) > 0)) return
  at = new Date(at.getTime() + 2 * MINUTE)
  await engine.executeAt(at, agent, 'ticket.submit', {
    conversationId,
    changes: data === null ? { status } : endOf(data, status),
  })
  await closeIfDue(engine, conversationId)
}

/** What has been solved long enough is closed, at the time its style says. */
async function closeIfDue(engine: Engine, conversationId: number): Promise<void> {
  const due = await engine.transact((ctx) => findDueClose(ctx.tx, conversationId, ctx.now))
  if (due !== null)
    await engine.transactAt(
      due.due_at,
      (ctx) => timers['ticket.close']?.(ctx, `conversation:${conversationId}`) ?? Promise.resolve(),
    )
}

async function write(
  engine: Engine,
  visitor: VisitorActor,
  conversationId: number,
  text: string,
  at: Date,
): Promise<void> {
  await engine.transactAt(at, async (ctx) => {
    const conversation = await lockConversation(ctx.tx, conversationId)
    const draft = { conversationId, messageId: uuid7(at), content: { text }, visibility: 'public' as const }
    const writing = {
      conversations: new Map([[conversationId, conversation]]),
      ...(await loadKnown(ctx, [draft])),
      touched: new Set<number>(),
    }
    await saveMessages(ctx, writing, [decideMessage(ctx, writing, visitor, draft)])
  })
}

/** The same name on the same channel is the same person, back again. */
async function visitorOf(
  db: App['db'],
  { visitors, channelId, locale, at }: Telling,
  name: string,
): Promise<VisitorActor> {
  const key = `${name}/${channelId}`
  const known = visitors.get(key)
  if (known !== undefined) return known
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  const opened = await openVisitor(
    { tx: db, now: at },
    { channelId, locale, timeZone: locale === 'fr' ? 'Europe/Paris' : 'Europe/London', userAgent: agent },
  )
  const visitor: VisitorActor = {
    kind: 'visitor',
    visitorId: opened.visitorId,
    contactId: opened.contactId,
    channelId,
    signedIn: false,
    blocked: false,
  }
  visitors.set(key, visitor)
  return visitor
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

/** A linear congruential generator: the same sequence on every machine. */
function chanceFrom(seed: number): Chance {
  let state = seed
  const below = (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * n)
  }
  return {
    below,
    pick<T>(list: readonly T[]): T {
      const item = list[below(list.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
