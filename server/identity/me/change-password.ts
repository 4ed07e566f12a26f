import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import { ChangePassword } from '../contract.ts'
import { isUser, userOf } from '../policy.ts'
import { findPasswordHash, getUser, setPasswordHash } from '../queries/users.ts'
import { createAttempts } from '../sign-in/attempts.ts'
import { endLogins } from '../sign-in/end-logins.ts'
import { hashPassword, passwordFits, requireStrong } from '../sign-in/password.ts'

const attempts = createAttempts({ most: 10, withinMs: 5 * 60_000 })

/** Whoever knew the old one is signed out everywhere else [ID4]. */
export const changePassword = command(
  'password.change',
  { input: ChangePassword, may: isUser, about: 'Choose a new password; other places are signed out.' },
  async (ctx, { current, next }) => {
    const { userId, loginId } = userOf(ctx.actor)
    attempts.take(String(userId), ctx.now)
    if (!(await passwordFits(await findPasswordHash(ctx.tx, userId), current))) throw new Refusal('wrong_credentials')
    attempts.forget(String(userId))
    const user = await getUser(ctx.tx, userId)
    requireStrong(next, [user.email, user.name])
    await setPasswordHash(ctx.tx, userId, await hashPassword(next))
    await audit(ctx, ctx.actor, 'user.password_changed', `user:${userId}`, {}, user.name)
    return { signedOut: (await endLogins(ctx, ctx.actor, userId, { except: loginId })).length }
  },
)
