import type { Engine } from '../../platform/commands/engine.ts'
import type { Tx } from '../../platform/db.ts'
import { clock } from '../../platform/clock.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { findCredentials } from '../queries/users.ts'
import { createAttempts } from './attempts.ts'
import { type OpenedLogin, openLogin, type Place } from './open-login.ts'
import { passwordFits } from './password.ts'

const WITHIN_MS = 5 * 60_000

export type SignInDoor = (input: { email: string; password: string }, place: Place) => Promise<OpenedLogin>

/**
 * [ID3] An unknown address, an account without password and a wrong password take the same time and get the same answer.
 * Ten tries in five minutes for an address from one place, a hundred from one place for all.
 */
export function createSignIn({ db, engine }: { db: Tx; engine: Engine }): SignInDoor {
  const ofOne = createAttempts({ most: 10, withinMs: WITHIN_MS })
  const ofPlace = createAttempts({ most: 100, withinMs: WITHIN_MS })

  return async ({ email, password }, place) => {
    const key = `${place.ip} ${email.trim().toLowerCase()}`
    ofPlace.take(place.ip, clock.now())
    ofOne.take(key, clock.now())
    const account = await findCredentials(db, email.trim())
    if (!(await passwordFits(account?.passwordHash ?? null, password)) || account === null)
      throw new Refusal('wrong_credentials')
    // Only whoever knows the password learns that the account is closed.
    if (account.deactivated) throw new Refusal('user_deactivated')
    ofOne.forget(key)
    return engine.transact(async (ctx) => {
      const now = await findCredentials(ctx.tx, email.trim())
      if (now === null || now.deactivated || now.passwordHash !== account.passwordHash)
        throw new Refusal('wrong_credentials')
      return openLogin(ctx, account.id, place)
    })
  }
}
