import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { type UserView, UserRef } from '../contract.ts'
import { ACCOUNT, userChanged } from '../events.ts'
import { mayGrant, mayManagePeople, userOf } from '../policy.ts'
import { getUser, lockUser, setDeactivated } from '../queries/users.ts'
import { userView } from '../views.ts'

/** The person may sign in again, as before. */
export const reactivateUser = command(
  'user.reactivate',
  { input: UserRef, may: mayManagePeople, about: 'Give a deactivated person access again.' },
  async (ctx, { userId }): Promise<UserView> => {
    const actor = userOf(ctx.actor)
    const user = await lockUser(ctx.tx, userId)
    allow(mayGrant(actor, user.role))
    if (user.deactivatedAt === null) return userView(user)
    await setDeactivated(ctx.tx, userId, null)
    record(ctx, userChanged, { stream: ACCOUNT, by: actor, data: { userId } })
    await audit(ctx, actor, 'user.reactivated', `user:${userId}`, {}, user.name)
    return userView(await getUser(ctx.tx, userId))
  },
)
