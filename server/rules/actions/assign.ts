import { findAssignable, findGroup } from '../../identity/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { assign as decide } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

export const assign: ActionKind<'assign'> = {
  named: ({ to }) => (typeof to === 'number' ? { users: [to] } : {}),
  async change(ticket, { to }, { ctx, update }) {
    const assigneeId = to === 'actor' ? (update.by.kind === 'agent' ? update.by.id : ticket.assigneeId) : to
    if (assigneeId === ticket.assigneeId) return ticket
    if (assigneeId !== null && (await findAssignable(ctx.tx, assigneeId)) === null)
      throw new Refusal('assignee_not_allowed')
    return decide(ticket, { assigneeId, groupId: ticket.groupId })
  },
}

/** Given to another group, it waits there for somebody. */
export const move: ActionKind<'move'> = {
  named: ({ groupId }) => (groupId === null ? {} : { groups: [groupId] }),
  async change(ticket, { groupId }, { ctx }) {
    if (groupId === ticket.groupId) return ticket
    if (groupId !== null && (await findGroup(ctx.tx, groupId)) === null) throw new Refusal('group_not_found')
    return decide(ticket, { assigneeId: null, groupId })
  },
}
