import { Type } from 'typebox'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { LoginRef } from '../contract.ts'
import { isUser, userOf } from '../policy.ts'
import { endLogins } from '../sign-in/end-logins.ts'

export const revokeLogin = command(
  'login.revoke',
  { input: LoginRef, may: isUser, about: 'Sign out in one of the places where you are signed in.' },
  async (ctx, { loginId }) => {
    const ended = await endLogins(ctx, ctx.actor, userOf(ctx.actor).userId, { only: loginId })
    if (ended.length === 0) throw new Refusal('login_not_found')
    return null
  },
)

export const revokeAllLogins = command(
  'login.revoke_all',
  { input: Type.Object({}), may: isUser, about: 'Sign out everywhere, here too.' },
  async (ctx) => {
    await endLogins(ctx, ctx.actor, userOf(ctx.actor).userId)
    return null
  },
)
