import { internalEvent } from '../events/event-type.ts'
import type { MailKind, Problem } from './pure/mail.ts'

/** Whoever looks after the mail hears this stream. */
export const OUTBOX = 'outbox'

export type MailState = 'waiting' | 'sent' | 'failed'
export type MailChanged = {
  mailId: number
  kind: MailKind
  state: MailState
  problem: Problem | null
  conversationId: number | null
  messageId: string | null
}
/** A mail is owed, was sent, could not be sent: ids only, never an address or a word of it. */
export const mailChanged = internalEvent<MailChanged>('mail.changed')
export const events = [mailChanged] as const
