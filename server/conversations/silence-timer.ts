import type { Context } from '../platform/commands/context.ts'
import { setTimer } from '../platform/timers/timer.ts'
import { type Conversation, streamOf } from './model.ts'
import { nextQuietAct } from './silence.ts'

export const SILENCE = 'session.silence'

/** For what comes next. It is not cleared when the customer answers: firing looks at the clock again. */
export function setSilenceTimer(ctx: Context, conversation: Conversation): void {
  const next = nextQuietAct(conversation.style.inactivity, conversation.silence)
  if (next !== null) setTimer(ctx, streamOf(conversation.id), SILENCE, next.dueAt)
}
