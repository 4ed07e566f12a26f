import { type Static, Type } from 'typebox'
import { Id } from '../../platform/pure/schemas.ts'

export const HiddenKind = Type.Union([Type.Literal('spam'), Type.Literal('deleted')])
export type HiddenKind = Static<typeof HiddenKind>

export const ConversationRef = Type.Object({ conversationId: Id })
/** `conversation.mark_spam`; blocking its contact too asks the right to block. */
export const MarkSpam = Type.Object({ conversationId: Id, blockContact: Type.Optional(Type.Boolean()) })

/** A line of the list of what is hidden. */
export type HiddenRow = {
  conversationId: number
  ticketId: number | null
  subject: string
  contact: { id: number; name: string | null; email: string | null }
  kind: HiddenKind
  hiddenAt: string
  hiddenBy: { id: number; name: string } | null
  /** When it goes for good. */
  purgedAt: string
}
export type HiddenPage = { rows: HiddenRow[]; next: string | null }

export const HIDDEN_DAYS = 30
export const hidingRefusals = { conversation_not_hidden: 409 } as const
