import type { Context } from '../platform/commands/context.ts'
import { setTimer } from '../platform/timers/timer.ts'
import { type Conversation, streamOf } from './model.ts'
import { nextQuietAct, restsAt } from './silence.ts'

export const SILENCE = 'session.silence'
export const UNANSWERED = 'session.unanswered'

/** For what comes next. It is not cleared when the customer answers: firing looks at the clock again. */
export function setSilenceTimer(ctx: Context, conversation: Conversation): void {
  const next = nextQuietAct(conversation.style.inactivity, conversation.silence)
  if (next !== null) setTimer(ctx, streamOf(conversation.id), SILENCE, next.dueAt)
}

/**
 * For a session that waits for people, where the style has a clock at all [QU5]. The customer's further words do not set it
 * anew: firing looks at the last of them.
 */
export function setUnansweredTimer(ctx: Context, { id, style }: Conversation, lastWord = ctx.now): void {
  if (style.inactivity !== undefined) setTimer(ctx, streamOf(id), UNANSWERED, restsAt(lastWord))
}
