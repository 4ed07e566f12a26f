import { growQuiet, lockOnTime, restsAt, setUnansweredTimer } from '../conversations/index.ts'
import type { TimerHandler } from '../platform/timers/timer.ts'
import { loadWork, rowOf, ticketOf } from './work.ts'

/** Nobody has taken it, and its customer has said nothing more: the session is inactive, and that is all [QU5]. */
export const restUnanswered: TimerHandler = async (ctx, subject) => {
  const conversation = await lockOnTime(ctx.tx, subject)
  // Once an agent has spoken, it goes by the steps of the style.
  if (conversation?.session.state !== 'active' || conversation.silence !== null) return
  await loadWork(ctx, [conversation.id])
  const [ticket, row] = [ticketOf(ctx, conversation.id), rowOf(ctx, conversation.id)]
  if (ticket === null || row === null || ticket.assigneeId !== null || ticket.status === 'closed') return
  const lastWord = row.customerAt ?? ticket.createdAt
  if (restsAt(lastWord) > ctx.now) return setUnansweredTimer(ctx, conversation, lastWord)
  if (conversation.style.inactivity !== undefined) await growQuiet(ctx, conversation, '')
}
