import * as channels from './channels/index.ts'
import * as contacts from './contacts/index.ts'
import * as conversations from './conversations/index.ts'
import type { Reaction, Warmer } from './platform/commands/reaction.ts'
import type { TimerHandler } from './platform/timers/timer.ts'
import * as tickets from './tickets/index.ts'

/** What else changes inside a transaction, in this order. */
export const reactions: Reaction[] = [
  ...contacts.reactions,
  ...conversations.reactions,
  ...tickets.reactions,
  ...channels.reactions,
]
export const warmers: Readonly<Record<string, Warmer>> = { ...tickets.warmers }
export const timers: Readonly<Record<string, TimerHandler>> = { ...tickets.timers }
