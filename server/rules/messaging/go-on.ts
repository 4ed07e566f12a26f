import { lockOnTime } from '../../conversations/index.ts'
import type { Context } from '../../platform/commands/context.ts'
import { setTimer, type TimerHandler } from '../../platform/timers/timer.ts'
import { loadWork } from '../../tickets/index.ts'
import { actByItself } from '../act-by-itself.ts'
import type { Failures } from '../failures.ts'
import { dropWaits, nextWait, takeWaits } from './queries-waits.ts'

export const WAIT = 'rules.wait'

/**
 * What messaging triggers have waited for has come: they do the rest, as an update of their own, if the session still lasts and
 * the rule still acts [RU18]. A customer who has gone, or was sent on, is not spoken to.
 */
export function goOn(failures: Failures): TimerHandler {
  return async (ctx, subject) => {
    const conversation = await lockOnTime(ctx.tx, subject)
    if (conversation === null) return
    const { id, closed, session } = conversation
    if (closed !== null || session.state === 'ended') return void (await dropWaits(ctx.tx, id))
    await loadWork(ctx, [id])
    for (const { ruleId, version, title, actions, active } of await takeWaits(ctx.tx, id, ctx.now)) {
      if (hasEnded(ctx, id)) return void (await dropWaits(ctx.tx, id))
      if (!active || failures.isOut(ruleId)) continue
      await actByItself(ctx, id, { id: ruleId, version, title, actions }, failures)
    }
    const next = await nextWait(ctx.tx, id)
    if (next !== null) setTimer(ctx, subject, WAIT, next)
  }
}

export const hasEnded = (ctx: Context, conversationId: number): boolean =>
  ctx.events.some(({ type, stream }) => type === 'session.ended' && stream === `conversation:${conversationId}`)
