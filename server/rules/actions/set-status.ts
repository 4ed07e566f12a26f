import { closeConversation } from '../../conversations/index.ts'
import { assign, close, setStatus as decide } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

/** The state machine is everybody's: Solved needs an assignee, Closed is final and closes the conversation [TK1]. */
export const setStatus: ActionKind<'set_status'> = {
  async change(ticket, { status }, scene) {
    if (ticket.status === status) return ticket
    if (status === 'closed') return close(ticket)
    const { update, ctx } = scene
    const solver = update.by.kind === 'agent' ? update.by.id : null
    const held =
      status === 'solved' && ticket.assigneeId === null && solver !== null
        ? assign(ticket, { assigneeId: solver, groupId: ticket.groupId })
        : ticket
    return decide(held, status, { at: ctx.now, closing: (await scene.conversation()).style })
  },
  async effect(ticket, { status }, { ctx, rule, conversation }) {
    if (status !== 'closed' || ticket.status !== 'closed') return null
    const open = await conversation()
    if (open.closed === null) await closeConversation(ctx, { kind: 'rule', ruleId: rule.id }, open, 'solved')
    return null
  },
}
