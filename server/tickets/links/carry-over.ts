import { type Context, scratch } from '../../platform/commands/context.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { assign, type Ticket } from '../model.ts'

const KEY = Symbol('follow-ups')
type Carried = { from: Ticket; by: Actor }
const carried = (ctx: Context): Map<number, Carried> => scratch(ctx, KEY, () => new Map())

/** The ticket this conversation is about to get goes on where a closed one ended [TK19]. */
export const carryOver = (ctx: Context, conversationId: number, from: Ticket, by: Actor): void =>
  void carried(ctx).set(conversationId, { from, by })

/** A new ticket with what it carries over; whoever opened it holds it. Null when it follows none. */
export function followUpOf(ctx: Context, ticket: Ticket): Ticket | null {
  const found = carried(ctx).get(ticket.conversationId)
  if (found === undefined) return null
  const { from, by } = found
  const { subject, type, priority, tags, fields, formId, organizationId, groupId } = from
  const next = { ...ticket, subject, type, priority, tags, fields, formId, organizationId, groupId, follows: from.id }
  return by.kind === 'user' && may(by, 'assignable') ? assign(next, { assigneeId: by.userId, groupId }) : next
}
