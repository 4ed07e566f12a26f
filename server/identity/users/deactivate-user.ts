import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { type UserView, UserRef } from '../contract.ts'
import { ACCOUNT, agentStream, userChanged, userRevoked } from '../events.ts'
import { changeAvailability } from '../me/set-availability.ts'
import { mayGrant, mayManagePeople, userOf } from '../policy.ts'
import { deleteLinksOf } from '../queries/links.ts'
import { deleteLogins } from '../queries/logins.ts'
import { getUser, lockAdministrators, lockUser, setDeactivated } from '../queries/users.ts'
import { userView } from '../views.ts'
import { requireAdministratorBesides } from './require-administrator.ts'

/** Out at once, everywhere; the name stays on what the person did [ID8]. */
export const deactivateUser = command(
  'user.deactivate',
  { input: UserRef, may: mayManagePeople, about: 'Take away the access of a person, at once and everywhere.' },
  async (ctx, { userId }): Promise<UserView> => {
    const actor = userOf(ctx.actor)
    await lockAdministrators(ctx.tx)
    const user = await lockUser(ctx.tx, userId)
    if (userId === actor.userId) throw new Refusal('own_account')
    allow(mayGrant(actor, user.role))
    if (user.deactivatedAt !== null) return userView(user)
    await requireAdministratorBesides(ctx.tx, user)
    await setDeactivated(ctx.tx, userId, ctx.now)
    await deleteLogins(ctx.tx, userId)
    await deleteLinksOf(ctx.tx, userId)
    record(ctx, userRevoked, { stream: agentStream(userId), by: actor, data: { userId, logins: null } })
    await changeAvailability(ctx, actor, userId, 'offline', 'signed_out')
    record(ctx, userChanged, { stream: ACCOUNT, by: actor, data: { userId } })
    await audit(ctx, actor, 'user.deactivated', `user:${userId}`, {}, user.name)
    return userView(await getUser(ctx.tx, userId))
  },
)
