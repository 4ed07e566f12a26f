import type { Bus } from '../../platform/bus.ts'
import { clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { hashToken } from '../../platform/ids.ts'
import type { UserActor } from '../../platform/pure/actor.ts'
import { ACCOUNT, rightsChanged, userRevoked } from '../events.ts'
import { LOGIN_LIFE_MS, SEEN_EVERY_MS } from '../model.ts'
import { findLogin, findLoginById, type Login, touchLogin } from '../queries/logins.ts'

const KEPT_MS = 10_000
const MOST_KEPT = 5_000

export type UserAuthentication = {
  /** The person behind a session cookie's token, with the rights of this moment; null when it is worth nothing. */
  authenticateUser(token: string): Promise<UserActor | null>
  /** The same for a connection that was let in earlier: to be asked again when its rights changed. */
  refreshUser(loginId: number): Promise<UserActor | null>
  stop(): void
}

/**
 * One indexed query, whose answer is kept for 10 s at most and forgotten at once when anything it depends on changes
 * [ID4]: the events say so, on this node before the changing command is answered.
 */
export function createUserAuthentication({ db, bus }: { db: Tx; bus: Bus }): UserAuthentication {
  const kept = new Map<string, { actor: UserActor; until: number }>()
  // An answer that was read before a change must not be kept after it.
  let changes = 0
  const stop = bus.subscribe((subject, message) => {
    if (subject !== ACCOUNT && !touchesRights(message)) return
    changes += 1
    kept.clear()
  })
  return { authenticateUser, refreshUser, stop }

  async function authenticateUser(token: string): Promise<UserActor | null> {
    const hash = hashToken(token)
    const key = hash.toString('base64')
    const known = kept.get(key)
    if (known !== undefined && known.until > clock.now().getTime()) return known.actor
    const asked = changes
    const actor = await seen(await findLogin(db, hash, clock.now()))
    if (actor !== null && asked === changes) keep(key, actor)
    return actor
  }

  async function refreshUser(loginId: number): Promise<UserActor | null> {
    return seen(await findLoginById(db, loginId, clock.now()))
  }

  async function seen(login: Login | null): Promise<UserActor | null> {
    if (login === null) return null
    const now = clock.now()
    if (now.getTime() - login.seenAt.getTime() > SEEN_EVERY_MS)
      await touchLogin(db, login.actor.loginId, now, new Date(now.getTime() + LOGIN_LIFE_MS))
    return login.actor
  }

  function keep(key: string, actor: UserActor): void {
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, { actor, until: clock.now().getTime() + KEPT_MS })
  }
}

const touchesRights = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  (message.type === userRevoked.type || message.type === rightsChanged.type)
