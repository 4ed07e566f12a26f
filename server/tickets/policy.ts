import { type Actor, may } from '../platform/pure/actor.ts'
import { allow } from '../platform/pure/refusal.ts'
import type { SubmitTicket } from './contract.ts'
import type { Ticket } from './model.ts'

/** Whether lists and threads are shown to this actor at all. */
export const mayReadConversations = (actor: Actor): boolean =>
  may(actor, 'conversations.read') || may(actor, 'conversations.note')
export const mayTrySubmit = (actor: Actor): boolean =>
  may(actor, 'conversations.reply') || may(actor, 'conversations.note')
export const mayTake = (actor: Actor): boolean => may(actor, 'conversations.reply') && may(actor, 'assignable')

/**
 * Each part of an update asks its own right: a public reply and statuses need `reply`, a note needs `note`, giving work to
 * somebody else (or taking it from him) needs `assign`.
 */
export function requireSubmit(actor: Actor, ticket: Ticket, input: SubmitTicket): void {
  const { message, changes = {} } = input
  if (message !== undefined)
    allow(may(actor, message.visibility === 'note' ? 'conversations.note' : 'conversations.reply'))
  const { assigneeId, groupId, ...fields } = changes
  if (Object.values(fields).some((value) => value !== undefined)) allow(may(actor, 'conversations.reply'))
  if (groupId !== undefined && groupId !== ticket.groupId) allow(may(actor, 'conversations.assign'))
  if (assigneeId !== undefined && assigneeId !== ticket.assigneeId) {
    const takesFree = actor.kind === 'user' && assigneeId === actor.userId && ticket.assigneeId === null
    allow(takesFree ? mayTake(actor) : may(actor, 'conversations.assign'))
  }
}
