import type { FastifyRequest } from 'fastify'
import { clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { hashToken } from '../../platform/ids.ts'
import { type Actor, nobody, type UserActor } from '../../platform/pure/actor.ts'
import { LOGIN_LIFE_MS, SEEN_EVERY_MS } from '../model.ts'
import { findLogin, findLoginById, type Login, touchLogin } from '../queries/logins.ts'
import { readSessionCookie } from './cookie.ts'
import { requireSameSite } from './same-site.ts'

/**
 * The person behind a Cookie header, with the rights of this moment; null when it is worth nothing. One indexed query
 * each time, so that what is revoked is over at once, on every node [ID4].
 */
export async function authenticateCookie(db: Tx, header: string | null | undefined): Promise<UserActor | null> {
  const token = readSessionCookie(header)
  return token === null ? null : seen(db, await findLogin(db, hashToken(token), clock.now()))
}

/** The same for a call: nobody without a cookie; refuses a change that does not come from our own pages [ID5]. */
export async function authenticateRequest(db: Tx, request: FastifyRequest, publicUrl: string): Promise<Actor> {
  const actor = await authenticateCookie(db, request.headers.cookie)
  if (actor === null) return nobody
  requireSameSite(request, publicUrl)
  return actor
}

/** The rights, as they are now, of a connection that was let in earlier; null when it must go. */
export const refreshUser = async (db: Tx, loginId: number): Promise<UserActor | null> =>
  seen(db, await findLoginById(db, loginId, clock.now()))

async function seen(db: Tx, login: Login | null): Promise<UserActor | null> {
  if (login === null) return null
  const now = clock.now()
  if (now.getTime() - login.seenAt.getTime() > SEEN_EVERY_MS)
    await touchLogin(db, login.actor.loginId, now, new Date(now.getTime() + LOGIN_LIFE_MS))
  return login.actor
}
