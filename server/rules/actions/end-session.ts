import { endSessionOf } from '../../conversations/index.ts'
import type { ActionKind } from './action.ts'

/** Ends a running session with the reason `rule`; the status stays. */
export const endSession: ActionKind<'end_session'> = {
  async effect(_ticket, _action, { ctx, rule, conversation }) {
    const open = await conversation()
    if (open.closed !== null || open.session.state === 'ended') return null
    await endSessionOf(ctx, { kind: 'rule', ruleId: rule.id }, open, 'rule')
    return 'end_session'
  },
}
