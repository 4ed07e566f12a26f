import { type Availability, changeAvailability } from '../../identity/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import type { AgentStatusView, Cause, Level } from '../contract.ts'
import { agentStatusChanged } from '../events.ts'
import { lockState, writeState } from './queries.ts'

/** A status in the three words that everybody's screens and customers know. */
export const availabilityOf = (messaging: Level): Availability =>
  messaging === 'online' || messaging === 'offline' ? messaging : 'away'

/** Told on the agent's own stream, from which times by status are computed, and to everybody. */
export async function changeStatus(
  ctx: Context,
  by: Actor,
  userId: number,
  status: Pick<AgentStatusView, 'id' | 'messaging'>,
  cause: Cause,
): Promise<boolean> {
  const before = await lockState(ctx.tx, userId, ctx.now)
  if (before.statusId === status.id) return false
  const forcedBy = cause === 'forced' && by.kind === 'user' ? by.userId : null
  await writeState(ctx.tx, userId, { statusId: status.id, at: ctx.now, cause, forcedBy })
  const data = { userId, from: before.statusId, statusId: status.id, cause, forcedBy }
  record(ctx, agentStatusChanged, { stream: `agent:${userId}`, by, data })
  record(ctx, agentStatusChanged, { stream: 'account', by, data })
  await changeAvailability(ctx, by, userId, availabilityOf(status.messaging))
  return true
}
