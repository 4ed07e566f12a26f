import { setTimer } from '../../platform/timers/timer.ts'
import { insertWait } from '../messaging/queries-waits.ts'
import type { ActionKind } from './action.ts'

/** Puts off what comes after it; a session that is over waits for nothing [RU18]. */
export const wait: ActionKind<'wait'> = {
  async effect(_ticket, { seconds }, { ctx, rule, update, conversation, rest }) {
    const { closed, session } = await conversation()
    if (closed !== null || session.state === 'ended') return null
    const { conversationId } = update
    const dueAt = new Date(ctx.now.getTime() + seconds * 1000)
    const { id: ruleId, version } = rule
    const earliest = await insertWait(ctx.tx, { ruleId, version, conversationId, actions: rest, dueAt })
    setTimer(ctx, `conversation:${conversationId}`, 'rules.wait', earliest)
    return `wait:${seconds}`
  },
}
