import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { primaryEmail } from '../context/identities.ts'

/** Where a text goes: the chat, an email, or a note that stays inside. */
export type Way = 'chat' | 'email' | 'note'
/** Why a way is closed; null = open. */
export type Closed = {
  chat: 'ended' | 'right' | null
  email: 'unknown' | 'setup' | 'right' | null
  note: 'right' | null
}

/** The session's end closes the chat [S1.25]; email needs a mail server and an address. */
export function closedWays({ conversation, contact, may, mailIsOn }: ConversationSnapshot): Closed {
  const isOver = conversation.session.state === 'ended'
  return {
    chat: isOver ? 'ended' : may.reply ? null : 'right',
    email: !may.email ? 'right' : !mailIsOn ? 'setup' : primaryEmail(contact) === null ? 'unknown' : null,
    note: may.note ? null : 'right',
  }
}

/** After the end: email if the address is known, otherwise an internal note [S1.26]. */
export function usualWay({ conversation, contact, may, mailIsOn }: ConversationSnapshot): Way {
  if (conversation.session.state !== 'ended') return may.reply ? 'chat' : 'note'
  return primaryEmail(contact) !== null && may.email && mailIsOn ? 'email' : 'note'
}
