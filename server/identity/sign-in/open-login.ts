import type { Context } from '../../platform/commands/context.ts'
import { hashToken, secret } from '../../platform/ids.ts'
import { system } from '../../platform/pure/actor.ts'
import { deviceLine } from '../../platform/pure/user-agent.ts'
import type { Me } from '../contract.ts'
import { LOGIN_LIFE_MS } from '../model.ts'
import { findLoginByToken, insertLogin, touchLogin } from '../queries/logins.ts'
import { changeAvailability } from '../me/set-availability.ts'
import { getMe } from '../queries/users.ts'
import { endLogins } from './end-logins.ts'

/** Where a sign-in comes from; `token` is the cookie it came with, if any. */
export type Place = { ip: string; userAgent: string | undefined; token: string | null }
export type OpenedLogin = { token: string; me: Me }

/** A new token with every sign-in: the one the browser came with is worth nothing any more [ID4]. */
export async function openLogin(ctx: Context, userId: number, place: Place): Promise<OpenedLogin> {
  const token = secret()
  const expiresAt = new Date(ctx.now.getTime() + LOGIN_LIFE_MS)
  const device = deviceLine(place.userAgent)
  const loginId = await insertLogin(ctx.tx, {
    userId,
    tokenHash: hashToken(token),
    device,
    ip: place.ip,
    at: ctx.now,
    expiresAt,
  })
  await touchLogin(ctx.tx, loginId, ctx.now, expiresAt)
  if (place.token !== null) await endLogin(ctx, place.token)
  await comeOnline(ctx, userId)
  return { token, me: await getMe(ctx.tx, userId) }
}

/** Whoever signs in to answer is here: an agent left offline becomes online, and can say otherwise at any time. */
async function comeOnline(ctx: Context, userId: number): Promise<void> {
  const me = await getMe(ctx.tx, userId)
  if (me.availability === 'offline' && me.permissions.includes('assignable'))
    await changeAvailability(ctx, system, userId, 'online', 'signed_in')
}

/** Ends the login behind a token, whosever it is; nothing happens when there is none. */
export async function endLogin(ctx: Context, token: string): Promise<void> {
  const login = await findLoginByToken(ctx.tx, hashToken(token))
  if (login !== null) await endLogins(ctx, system, login.user_id, { only: login.id })
}
