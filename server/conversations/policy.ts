import { type Actor, may } from '../platform/pure/actor.ts'
import type { Conversation } from './model.ts'

/** Whether a visitor is the contact of this conversation. */
export const isOwn = (actor: Actor, conversation: { contactId: number }): boolean =>
  actor.kind === 'visitor' && actor.contactId === conversation.contactId

export const mayWriteAsContact = (actor: Actor, conversation: Conversation): boolean => isOwn(actor, conversation)

/** Agents end sessions where the channel lets them [S1.5]; customers where it lets them [S4.33]. Scope is asked beside. */
export function mayEnd(actor: Actor, conversation: Conversation): boolean {
  if (actor.kind === 'visitor') return isOwn(actor, conversation) && conversation.endings.customer
  return may(actor, 'conversations.reply') && conversation.endings.agents
}

export const mayMark = (actor: Actor, conversation: Conversation): boolean =>
  isOwn(actor, conversation) || may(actor, 'conversations.reply') || may(actor, 'conversations.note')

export const mayTryToEnd = (actor: Actor): boolean => actor.kind === 'visitor' || may(actor, 'conversations.reply')
export const mayTryToMark = (actor: Actor): boolean =>
  actor.kind === 'visitor' || may(actor, 'conversations.reply') || may(actor, 'conversations.note')
