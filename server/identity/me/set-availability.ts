import { command } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { type Availability, SetAvailability } from '../contract.ts'
import { ACCOUNT, agentStream, availabilityChanged } from '../events.ts'
import { isUser, userOf } from '../policy.ts'
import { lockAvailability, setAvailabilityRow } from '../queries/users.ts'

export const setAvailability = command(
  'availability.set',
  { input: SetAvailability, may: isUser, about: 'Say whether you are online, away or offline.' },
  async (ctx, { availability }) => {
    await changeAvailability(ctx, ctx.actor, userOf(ctx.actor).userId, availability)
    return { availability }
  },
)

/** Told twice: on the person's stream, which times by state are computed from, and to everybody's screens. */
export async function changeAvailability(
  ctx: Context,
  by: Actor,
  userId: number,
  availability: Availability,
  because?: 'signed_in' | 'signed_out',
): Promise<void> {
  const from = await lockAvailability(ctx.tx, userId)
  if (from === availability) return
  await setAvailabilityRow(ctx.tx, userId, availability, ctx.now)
  const data = { userId, from, availability, ...(because === undefined ? {} : { because }) }
  record(ctx, availabilityChanged, { stream: agentStream(userId), by, data })
  record(ctx, availabilityChanged, { stream: ACCOUNT, by, data })
}
