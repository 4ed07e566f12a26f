import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { agentStream, userRevoked } from '../events.ts'
import { changeAvailability } from '../me/set-availability.ts'
import { deleteLogins } from '../queries/logins.ts'

/**
 * Ends logins of a person at once: their cookies are worth nothing from the commit on, their sockets are closed by the
 * event. Whoever is signed in nowhere any more is offline [ID4].
 */
export async function endLogins(
  ctx: Context,
  by: Actor,
  userId: number,
  which: { only?: number; except?: number } = {},
): Promise<number[]> {
  const { ended, left } = await deleteLogins(ctx.tx, userId, which)
  if (ended.length === 0) return []
  record(ctx, userRevoked, { stream: agentStream(userId), by, data: { userId, logins: left === 0 ? null : ended } })
  if (left === 0) await changeAvailability(ctx, by, userId, 'offline', 'signed_out')
  return ended
}
