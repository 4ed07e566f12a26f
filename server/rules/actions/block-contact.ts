import { setBlocked } from '../../contacts/index.ts'
import type { ActionKind } from './action.ts'

/** From this moment on, on all his devices [CT7]; an agent may unblock him at any time. */
export const blockContact: ActionKind<'block_contact'> = {
  async effect(ticket, _action, { ctx, rule }) {
    const done = await setBlocked(ctx, { kind: 'rule', ruleId: rule.id }, ticket.contactId, true)
    return done ? 'block_contact' : null
  },
}
