import {
  type Conversation,
  endSessionOf,
  growQuiet,
  lockOnTime,
  nextQuietAct,
  setSilenceTimer,
  updateConversations,
} from '../conversations/index.ts'
import type { Inactivity } from '../conversations/contract.ts'
import type { Context } from '../platform/commands/context.ts'
import { system } from '../platform/pure/actor.ts'
import type { TimerHandler } from '../platform/timers/timer.ts'
import { setFields, setStatus, type Ticket } from './model.ts'
import { loadWork, putUpdate, ticketOf } from './work.ts'

type Step = Inactivity['steps'][number]

/** The customer has been silent for as long as the style waits: the next step, or the end of the session [QU2]. */
export const actOnSilence: TimerHandler = async (ctx, subject) => {
  const conversation = await lockOnTime(ctx.tx, subject)
  if (conversation === null) return
  await loadWork(ctx, [conversation.id])
  const ticket = ticketOf(ctx, conversation.id)
  if (ticket === null) return
  const next = nextQuietAct(conversation.style.inactivity, conversation.silence)
  if (next === null) return
  // The clock was set anew since the timer was read.
  if (next.dueAt > ctx.now) return setSilenceTimer(ctx, conversation)
  if (isWaived(ticket, conversation)) return updateConversations(ctx.tx, [{ ...conversation, silence: null }])
  if (next.kind === 'end') return void (await endSessionOf(ctx, system, conversation, 'inactivity'))
  const step = conversation.style.inactivity?.steps[next.index]
  if (step === undefined) return
  await takeStep(ctx, conversation, ticket, step)
}

async function takeStep(ctx: Context, before: Conversation, ticket: Ticket, step: Step): Promise<void> {
  const { conversation, messageId } = await growQuiet(ctx, before, step.text)
  putUpdate(ctx, system, ticket, quieter(ctx, ticket, conversation, step), messageId)
  const next = nextQuietAct(conversation.style.inactivity, conversation.silence)
  if (next?.kind === 'end' && next.dueAt <= ctx.now) await endSessionOf(ctx, system, conversation, 'inactivity')
  else setSilenceTimer(ctx, conversation)
}

function quieter(ctx: Context, ticket: Ticket, { style }: Conversation, { status, tags }: Step): Ticket {
  const tagged = tags.length === 0 ? ticket : setFields(ticket, { tags: [...ticket.tags, ...tags] })
  // What nobody holds is not solved [TK1]; the reminder goes all the same.
  if (status === null || (status === 'solved' && tagged.assigneeId === null)) return tagged
  return setStatus(tagged, status, { at: ctx.now, closing: style })
}

/**
 * Nobody waits for the customer any more [QU3]: somebody has solved it, put it on hold or let it sleep. Such a status of the last
 * step's own is what the end waits for.
 */
function isWaived({ status, snoozedUntil }: Ticket, { style, silence }: Conversation): boolean {
  if (snoozedUntil !== null || status === 'closed') return true
  if (status !== 'solved' && status !== 'hold') return false
  const last = style.inactivity?.steps[(silence?.done ?? 0) - 1]
  return last?.status !== status
}
