import { findAssignable, audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { ChooseStatus, ForceStatus } from '../contract.ts'
import { mayBeOffered, maySupervise } from '../policy.ts'
import { listStatuses } from '../queries.ts'
import { changeStatus } from './change-status.ts'

export const chooseStatus = command(
  'agent_status.choose',
  { input: ChooseStatus, may: mayBeOffered, about: 'Say what work you take now.' },
  async (ctx, { statusId }) => {
    const status = (await listStatuses(ctx.tx)).find(({ id }) => id === statusId)
    if (status === undefined) throw new Refusal('agent_status_not_found')
    if (ctx.actor.kind !== 'user') throw new Refusal('not_allowed')
    await changeStatus(ctx, ctx.actor, ctx.actor.userId, status, 'chosen')
    return null
  },
)

/** A team lead sets somebody else's status: it is told who did, and kept in the audit [AV4]. */
export const forceStatus = command(
  'agent_status.force',
  { input: ForceStatus, may: maySupervise, about: 'Set the status of an agent.' },
  async (ctx, { userId, statusId }) => {
    const status = (await listStatuses(ctx.tx)).find(({ id }) => id === statusId)
    if (status === undefined) throw new Refusal('agent_status_not_found')
    const agent = await findAssignable(ctx.tx, userId)
    if (agent === null) throw new Refusal('agent_not_assignable')
    if (await changeStatus(ctx, ctx.actor, userId, status, 'forced'))
      await audit(ctx, ctx.actor, 'agent_status.forced', `user:${userId}`, { statusId: [null, statusId] }, agent.name)
    return null
  },
)
