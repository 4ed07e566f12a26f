import type { FileView } from '../../../server/conversations/contract.ts'
import { isTransient } from '../../kit/connection.ts'
import { type Conversation, messageOf } from './conversation.ts'

/**
 * A message that is written but not acknowledged. One is under way at a time, in the order they were written, so each
 * is stored before the next is sent; after a reload the same ids are sent again, and what was stored is only answered.
 */
export type Unsent = {
  /** The message's id, and its retry key [P4]. */
  id: string
  /** Where it was written; null for a conversation that does not exist yet. */
  conversationId: number | null
  text: string
  files?: FileView[]
  at: string
  /** Claimed in the same breath, with a first message. */
  details?: { name?: string; email?: string }
  /** Why it was refused; it waits for the customer to try again or to discard it. */
  refused?: string
  /** Acknowledged at this position: shown from here until its event has come. */
  position?: number
}

/** The one to send now. */
export const nextOf = (outbox: readonly Unsent[]): Unsent | undefined =>
  outbox.find(({ refused, position }) => !refused && !position)

/** It is stored, maybe in another conversation than where it was written: what was written there later follows it. */
export function acknowledged(
  outbox: readonly Unsent[],
  stored: { messageId: string; conversationId: number; position: number },
): Unsent[] {
  const { messageId, conversationId, position } = stored
  const written = outbox.find(({ id }) => id === messageId)
  return outbox.map((item) => ({
    ...item,
    ...(item.conversationId === written?.conversationId && { conversationId }),
    ...(item === written && { position }),
  }))
}

/** After an end it goes, with the same id, to a new conversation; what passes by itself is only repeated. */
export function refused(outbox: readonly Unsent[], messageId: string, code: string): Unsent[] {
  if (isTransient(code)) return [...outbox]
  const change = /^(session_ended|conversation_closed)$/.test(code) ? { conversationId: null } : { refused: code }
  return outbox.map((item) => (item.id === messageId ? { ...item, ...change } : item))
}

/** Without those whose event is here. */
export function withoutArrived(outbox: readonly Unsent[], conversations: readonly Conversation[]): Unsent[] {
  return outbox.filter(({ id, conversationId, position }) => {
    if (conversations.some(({ events }) => events.some((event) => messageOf(event)?.id === id))) return false
    return !position || position > (conversations.find((each) => each.id === conversationId)?.position ?? 0)
  })
}
