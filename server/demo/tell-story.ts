import { openVisitor } from '../contacts/index.ts'
import {
  decideMessage,
  findLiveConversation,
  loadKnown,
  lockConversation,
  saveMessages,
} from '../conversations/index.ts'
import type { App } from '../app.ts'
import type { Engine } from '../platform/commands/engine.ts'
import { uuid7 } from '../platform/ids.ts'
import type { UserActor, VisitorActor } from '../platform/pure/actor.ts'
import { timers } from '../tickets/index.ts'
import type { Chance } from './chance.ts'
import { findDueClose, setLastSeen } from './queries.ts'
import { customers, products, type Story } from './stories.ts'
import { dataOf, endOf, type TicketData } from './ticket-data.ts'

export type Locale = 'en' | 'fr'
/** What all stories of the demo share. */
export type Telling = {
  app: Pick<App, 'db' | 'engine'>
  chance: Chance
  /** The same name on the same channel is the same person, back again. */
  visitors: Map<string, VisitorActor>
  data: TicketData | null
  /** Who keeps the customers' files. */
  clerk: UserActor
}
/** One conversation on its way. */
export type Tale = { conversationId: number; visitor: VisitorActor; story: Story; text(line: string): string }

type Beginning = { at: Date; locale: Locale; story: Story; channelId: number; index: number }

/** A customer writes. */
export async function begin(telling: Telling, { at, locale, story, channelId, index }: Beginning): Promise<Tale> {
  const { app, chance, data, clerk } = telling
  const { engine } = app
  const { name, visitor } = await customerOf(telling, { at, locale, channelId })
  const words = { '{n}': String(4000 + chance.below(900)), '{p}': chance.pick(products[locale]) }
  const text = (line: string) =>
    Object.entries(words).reduce((said, [mark, word]) => said.replaceAll(mark, word), line.slice(2))
  const email = `${name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '')
    .replace(' ', '.')}@example.com`
  const { conversationId } = (await engine.executeAt(at, visitor, 'conversation.start', {
    messageId: uuid7(at),
    content: { text: text(story.lines[0] ?? '> …') },
    locale,
    page: {
      url: chance.below(2) === 0 ? 'https://halte.example/order-4711' : 'https://halte.example/',
      title: 'Halte',
    },
    details: { name, email },
  })) as { conversationId: number }
  const organizationId = data?.organizations[index % 9]
  if (organizationId !== undefined)
    await engine.executeAt(at, clerk, 'contact.update', { contactId: visitor.contactId, organizationId })
  await setLastSeen(app.db, visitor.contactId, at, chance.below(3) === 0 ? email : null)
  return { conversationId, visitor, story, text }
}

type Saying = { at: Date; agent: UserActor; takes: boolean }

/** The next line: the customer's, a note, or the agent's, who files the ticket with his first answer. */
export async function say(telling: Telling, tale: Tale, line: string, { at, agent, takes }: Saying): Promise<void> {
  const { app, chance, data } = telling
  const { conversationId, visitor, story, text } = tale
  if (line.startsWith('>')) await write(app.engine, visitor, conversationId, text(line), at)
  else
    await app.engine.executeAt(at, agent, 'ticket.submit', {
      conversationId,
      message: {
        messageId: uuid7(at),
        content: { text: text(line) },
        visibility: line.startsWith('#') ? 'note' : 'public',
      },
      ...(line === story.lines.find((each) => each.startsWith('<'))
        ? {
            changes: {
              ...(takes ? { assigneeId: agent.userId } : {}),
              tags: story.tags,
              priority: chance.pick(['low', 'normal', 'normal', 'high', 'urgent'] as const),
              ...(data === null ? {} : dataOf(data, story, chance.below)),
            },
          }
        : {}),
    })
  await setLastSeen(app.db, visitor.contactId, at, null)
}

type Ending = { at: Date; agent: UserActor; status: Exclude<Story['ends'], 'open'>; changes?: object }

/** How it ends; what has been solved long enough is closed, at the time its style says. */
export async function finish({ app, data }: Telling, { conversationId }: Tale, ending: Ending): Promise<void> {
  const { at, agent, status, changes } = ending
  await app.engine.executeAt(at, agent, 'ticket.submit', {
    conversationId,
    changes: { ...changes, ...(data === null ? { status } : endOf(data, status)) },
  })
  const due = await app.engine.transact((ctx) => findDueClose(ctx.tx, conversationId, ctx.now))
  if (due !== null)
    await app.engine.transactAt(
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

type Coming = Pick<Beginning, 'at' | 'locale' | 'channelId'>
const TRIES = 10

/** Somebody who is not in a conversation already, as far as there is anybody. */
async function customerOf(telling: Telling, coming: Coming): Promise<{ name: string; visitor: VisitorActor }> {
  const { app, chance } = telling
  for (let left = TRIES; ; left -= 1) {
    const name = chance.pick(customers[coming.locale])
    const visitor = await visitorOf(telling, coming, name)
    if (left === 0 || (await findLiveConversation(app.db, visitor.contactId, coming.channelId)) === null)
      return { name, visitor }
  }
}

async function visitorOf({ app, visitors }: Telling, { at, locale, channelId }: Coming, name: string) {
  const key = `${name}/${channelId}`
  const known = visitors.get(key)
  if (known !== undefined) return known
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  const opened = await openVisitor(
    { tx: app.db, now: at },
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
