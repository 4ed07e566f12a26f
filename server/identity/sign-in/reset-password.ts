import { clock } from '../../platform/clock.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import type { Task } from '../../platform/jobs/run-jobs.ts'
import type { Post } from '../../platform/mail/post.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { system } from '../../platform/pure/actor.ts'
import { audit } from '../audit.ts'
import { findForReset } from '../queries/users.ts'
import { createAttempts } from './attempts.ts'
import { makeLink } from './links.ts'
import { mailLink } from './mail-link.ts'

const HOUR_MS = 3_600_000
export const RESET = 'password_reset'

/**
 * Somebody forgot his password [ID14]. Whether the address has an account shows neither in the answer nor in its time: each
 * request owes one job, and the job looks. Three an hour for an address, twenty from one place.
 */
export function createResetDoor({ engine, post }: { engine: Engine; post: Post }) {
  const ofAddress = createAttempts({ most: 3, withinMs: HOUR_MS })
  const ofPlace = createAttempts({ most: 20, withinMs: HOUR_MS })
  return async (email: string, ip: string): Promise<void> => {
    if (!post.isOn) throw new Refusal('mail_off')
    ofPlace.take(ip, clock.now())
    ofAddress.take(email.trim().toLowerCase(), clock.now())
    await engine.transact(async (ctx) => {
      ctx.jobs.push({ task: RESET, payload: { email: email.trim() } })
    })
  }
}

export const resetTask =
  ({ engine, post }: { engine: Engine; post: Post }): Task =>
  async (payload) => {
    if (typeof payload === 'object' && payload !== null && 'email' in payload)
      await engine.transact((ctx) => reset(ctx, post, String(payload.email)))
  }

async function reset(ctx: Context, post: Post, email: string): Promise<void> {
  const person = await findForReset(ctx.tx, email)
  if (person === null) return
  const link = await makeLink(ctx.tx, { kind: 'sign_in', userId: person.id, by: null, at: ctx.now })
  await mailLink(ctx, post, { kind: 'password', link, person, locale: person.locale, by: null })
  await audit(ctx, system, 'user.reset_asked', `user:${person.id}`, {}, person.name)
}
