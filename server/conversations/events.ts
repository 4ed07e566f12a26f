import { eventType, internalEvent } from '../platform/events/event-type.ts'
import type { Mailed, MessageView, SessionEndReason, Style } from './contract.ts'
import type { Outcome } from './model.ts'

/** Facts on every event from which all times and counts by style and channel can be told [metrics need no other source]. */
export type Kind = { channelId: number; styleKind: string }

export const conversationStarted = eventType<
  Kind & { locale: string; brandId: number; quiet?: boolean; page?: { url: string; title?: string } }
>({
  type: 'conversation.started',
  v: 1,
  isPublic: ({ quiet }) => quiet !== true,
  toUser: ({ data }) => data,
  toVisitor: ({ data }) => ({ data: { channelId: data.channelId, styleKind: data.styleKind, locale: data.locale } }),
})

export const controlChanged = internalEvent<Kind & { from: string; to: string; epoch: number }>('control.changed')
export const handedOver = internalEvent<Kind & { groupId: number | null }>('handed_over')

export type MessageSentData = Kind & { visibility: 'public' | 'note' }
/** `extra` is the message: bodies live in `messages`, the log holds ids. */
export const messageSent = eventType<MessageSentData, MessageView>({
  type: 'message.sent',
  v: 1,
  isPublic: ({ visibility }) => visibility === 'public',
  toUser: ({ extra }) => ({ message: extra }),
  toVisitor({ extra, by }) {
    const { mentions: _, email: __, ...message } = extra ?? ({} as MessageView)
    return { data: { message }, by }
  },
})

export const messageRedacted = eventType<Kind & { messageId: string; visibility: 'public' | 'note' }>({
  type: 'message.redacted',
  v: 1,
  isPublic: ({ visibility }) => visibility === 'public',
  toUser: ({ data }) => ({ messageId: data.messageId }),
  toVisitor: ({ data }) => ({ data: { messageId: data.messageId } }),
})

/** What became of a message that goes by mail. */
export const messageMailed = internalEvent<{ messageId: string; state: Mailed['state']; problem: string | null }>(
  'message.mailed',
)

/** Marks are in public positions for both sides. */
export const conversationMarked = eventType<{ by: 'contact' | 'people'; delivered?: number; read?: number }>({
  type: 'conversation.marked',
  v: 1,
  isPublic: () => true,
  toUser: ({ data }) => data,
  toVisitor: ({ data }) => ({ data }),
})

/** The customer is told of his own end, and of an agent's only where the channel says so [S1.32]. */
export const sessionEnded = eventType<Kind & { reason: SessionEndReason; told: boolean }>({
  type: 'session.ended',
  v: 1,
  isPublic: ({ told }) => told,
  toUser: ({ data }) => data,
  toVisitor: ({ data }) => ({ data: { reason: data.reason } }),
})
export const sessionActive = internalEvent<Kind>('session.active')
export const sessionInactive = internalEvent<Kind>('session.inactive')

export const conversationClosed = eventType<Kind & { outcome: Outcome }>({
  type: 'conversation.closed',
  v: 1,
  isPublic: () => true,
  toUser: ({ data }) => data,
  toVisitor: () => ({ data: {} }),
})

/** A rule, or somebody of the team, gave it another style. */
export const conversationStyled = internalEvent<Kind & { style: Style }>('conversation.styled')

/** A rule gave it another language; its reminders speak it too. */
export const conversationLocalized = internalEvent<Kind & { locale: string; style: Style }>('conversation.localized')

/** Emptied for good, thirty days after it was hidden or with its contact. */
export const conversationPurged = internalEvent<{ conversationId: number }>('conversation.purged')

export const events = [
  conversationStarted,
  controlChanged,
  handedOver,
  messageSent,
  messageRedacted,
  messageMailed,
  conversationMarked,
  sessionEnded,
  sessionActive,
  sessionInactive,
  conversationClosed,
  conversationStyled,
  conversationLocalized,
  conversationPurged,
] as const
