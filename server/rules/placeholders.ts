import { findBrief } from '../contacts/index.ts'
import { findShownName, findUserName } from '../identity/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Tx } from '../platform/db.ts'
import { type RoutingScene, readScene } from '../routing/index.ts'
import { nextOpening, sayWhen } from '../schedules/index.ts'
import { toolsOf } from './tools.ts'
import { rowOf, type Ticket, ticketOf, type Update } from '../tickets/index.ts'
import { placeholders } from './contract.ts'

const PLACE = /([ \u00a0\u202f]?)\{\{\s*([a-z._]+)\s*\}\}/g
/** Before these, a name there is none of takes the space before it away with it: « Bonjour {{contact.name}}, ». */
const CLOSES_UP = /^$|^[\s,.!?)]/

const QUEUE = /\{\{\s*queue\./
const OPENS = /\{\{\s*hours\.opens/
const text = (n: number | undefined): string => (n === undefined ? '' : String(n))

const known: readonly string[] = placeholders
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(PLACE)].flatMap(([, , name = '']) => (known.includes(name) ? [] : [name]))

/** Whom and what a text speaks of. `agent.name` is whoever acts. */
export type About = {
  ticket: Ticket | null
  contactId: number | null
  title: string
  agentId: number | null
  /** Customers know colleagues by the names those chose for them. */
  forCustomer: boolean
  /** Where it waits; there once a text asks. */
  routing?: RoutingScene | null
  /** When opening hours begin (again), in words; there once a text asks. */
  opens?: string
}

export const fillPlaceholders = async (
  ctx: Context,
  { conversationId, by }: Update,
  rule: { title: string },
  { text, forCustomer }: { text: string; forCustomer: boolean },
): Promise<string> => {
  const ticket = ticketOf(ctx, conversationId)
  const agentId = by.kind === 'agent' ? by.id : null
  const routing = QUEUE.test(text) ? await readScene(ctx, conversationId, toolsOf(ctx).routing) : null
  const opens = OPENS.test(text) ? await opensOf(ctx, conversationId) : ''
  const about = {
    ticket,
    contactId: ticket?.contactId ?? null,
    title: rule.title,
    agentId,
    forCustomer,
    routing,
    opens,
  }
  return fillText(ctx.tx, about, text)
}

/** In the customer's language, by the clock of the place; hours that never begin again say nothing. */
async function opensOf(ctx: Context, conversationId: number): Promise<string> {
  const row = rowOf(ctx, conversationId)
  const scheduleId = ticketOf(ctx, conversationId)?.scheduleId ?? null
  const hours = toolsOf(ctx).hoursOf({ scheduleId, channelId: row?.channelId ?? null })
  const opens = hours === null ? null : nextOpening(hours, ctx.now)
  if (hours === null || opens === null) return ''
  return sayWhen(opens, ctx.now, { locale: row?.locale ?? 'en', timeZone: hours.timeZone })
}

/** Fills in the names a text uses, and reads only what those need. What there is none of leaves nothing. */
export async function fillText(tx: Tx, about: About, text: string): Promise<string> {
  const named = new Set([...text.matchAll(PLACE)].map(([, , name = '']) => name))
  if (named.size === 0) return text
  const values = await valuesOf(tx, about, named)
  return text.replaceAll(PLACE, (whole, space: string, name: string, at: number) => {
    const value = values.get(name) ?? whole.slice(space.length)
    return value === '' && CLOSES_UP.test(text.slice(at + whole.length, at + whole.length + 1)) ? '' : space + value
  })
}

async function valuesOf(tx: Tx, about: About, named: ReadonlySet<string>): Promise<Map<string, string>> {
  const { ticket, contactId, agentId, forCustomer } = about
  const asksContact = named.has('contact.name') || named.has('contact.email')
  const nameOf = async (userId: number | null | undefined, place: string): Promise<string> => {
    if (userId === null || userId === undefined || !named.has(place)) return ''
    return (await (forCustomer ? findShownName(tx, userId) : findUserName(tx, userId)))?.name ?? ''
  }
  const [contact, assignee, agent] = await Promise.all([
    contactId === null || !asksContact ? null : findBrief(tx, contactId),
    nameOf(ticket?.assigneeId, 'assignee.name'),
    nameOf(agentId, 'agent.name'),
  ])
  return new Map([
    ['ticket.id', String(ticket?.id ?? '')],
    ['ticket.subject', ticket?.subject ?? ''],
    ['ticket.status', ticket?.status ?? ''],
    ['ticket.priority', ticket?.priority ?? ''],
    ['ticket.tags', ticket?.tags.join(', ') ?? ''],
    ['contact.name', contact?.name ?? ''],
    ['contact.email', contact?.email ?? ''],
    ['assignee.name', assignee],
    ['agent.name', agent],
    ['rule.title', about.title],
    ['hours.opens', about.opens ?? ''],
    ['queue.name', about.routing?.queueName ?? ''],
    ['queue.size', text(about.routing?.queueSize)],
    ['queue.place', text(about.routing?.place ?? undefined)],
    ['queue.wait_min', text(about.routing?.wait?.low)],
    ['queue.wait_max', text(about.routing?.wait?.high)],
  ])
}
