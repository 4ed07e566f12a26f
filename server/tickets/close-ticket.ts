import { closeConversation, lockOnTime } from '../conversations/index.ts'
import type { TimerHandler } from '../platform/timers/timer.ts'
import { clearTimer } from '../platform/timers/timer.ts'
import { system } from '../platform/pure/actor.ts'
import { close, wakeUp } from './model.ts'
import { loadWork, putUpdate, ticketOf } from './work.ts'

/** The style's time after Solved has passed [S0.4, S0.18, S0.34]: the ticket closes, and the conversation with it. */
export const closeOnTime: TimerHandler = async (ctx, subject) => {
  const conversation = await lockOnTime(ctx.tx, subject)
  if (conversation === null) return
  await loadWork(ctx, [conversation.id])
  const ticket = ticketOf(ctx, conversation.id)
  // Reopened, or given another time, since the timer was read.
  if (ticket?.status !== 'solved' || ticket.closesAt === null || ticket.closesAt > ctx.now) return
  putUpdate(ctx, system, ticket, close(ticket), null)
  clearTimer(ctx, subject, 'ticket.wake')
  if (conversation.closed === null) await closeConversation(ctx, system, conversation, 'solved')
}

/** A snoozed ticket wakes as open work. */
export const wakeOnTime: TimerHandler = async (ctx, subject) => {
  const conversation = await lockOnTime(ctx.tx, subject)
  if (conversation === null) return
  await loadWork(ctx, [conversation.id])
  const ticket = ticketOf(ctx, conversation.id)
  if (ticket === null || ticket.snoozedUntil === null || ticket.snoozedUntil > ctx.now) return
  putUpdate(ctx, system, ticket, wakeUp(ticket), null)
}
