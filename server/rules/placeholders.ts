import { findBrief } from '../contacts/index.ts'
import { findUserName } from '../identity/index.ts'
import type { Context } from '../platform/commands/context.ts'
import { ticketOf, type Update } from '../tickets/index.ts'

/** What texts of rules may name. */
export const placeholders = [
  'ticket.id',
  'ticket.subject',
  'ticket.status',
  'ticket.priority',
  'ticket.tags',
  'contact.name',
  'contact.email',
  'assignee.name',
  'rule.title',
] as const
export type Placeholder = (typeof placeholders)[number]

const PLACE = /\{\{\s*([a-z.]+)\s*\}\}/g
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(PLACE)].flatMap(([, name = '']) =>
    (placeholders as readonly string[]).includes(name) ? [] : [name],
  )

/** Fills in the names a text uses, and reads only what those need. What there is none of leaves nothing. */
export async function fillPlaceholders(
  ctx: Context,
  update: Update,
  rule: { title: string },
  text: string,
): Promise<string> {
  const named = new Set([...text.matchAll(PLACE)].map(([, name = '']) => name))
  if (named.size === 0) return text
  const values = await valuesOf(ctx, update, rule, named)
  return text.replaceAll(PLACE, (whole, name: string) => values.get(name) ?? whole)
}

async function valuesOf(
  ctx: Context,
  { conversationId }: Update,
  rule: { title: string },
  named: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const ticket = ticketOf(ctx, conversationId)
  const asksContact = named.has('contact.name') || named.has('contact.email')
  const [contact, assignee] = await Promise.all([
    ticket === null || !asksContact ? null : findBrief(ctx.tx, ticket.contactId),
    ticket?.assigneeId == null || !named.has('assignee.name') ? null : findUserName(ctx.tx, ticket.assigneeId),
  ])
  return new Map([
    ['ticket.id', String(ticket?.id ?? '')],
    ['ticket.subject', ticket?.subject ?? ''],
    ['ticket.status', ticket?.status ?? ''],
    ['ticket.priority', ticket?.priority ?? ''],
    ['ticket.tags', ticket?.tags.join(', ') ?? ''],
    ['contact.name', contact?.name ?? ''],
    ['contact.email', contact?.email ?? ''],
    ['assignee.name', assignee?.name ?? ''],
    ['rule.title', rule.title],
  ])
}
