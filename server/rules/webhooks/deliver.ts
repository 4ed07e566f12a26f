import { audit } from '../../identity/index.ts'
import { callOut, type Called } from '../../platform/call-out/call-out.ts'
import { clock } from '../../platform/clock.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Engine } from '../../platform/commands/engine.ts'
import type { Database } from '../../platform/db.ts'
import type { Task } from '../../platform/jobs/run-jobs.ts'
import type { Logger } from '../../platform/log.ts'
import { system } from '../../platform/pure/actor.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { isGone, isTaken, nextAttempt, OFF_AFTER_MS } from './back-off.ts'
import { webhookChanged } from './events.ts'
import { DELIVER, oweDelivery } from './owe.ts'
import {
  type Claimed,
  claimDelivery,
  endAttempt,
  listStrays,
  noteFailing,
  noteWorking,
  postpone,
  switchOff,
} from './queries.ts'
import { signed } from './sign.ts'

export type WebhookParts = {
  db: Database
  engine: Engine
  log: Logger
  sealing: Pick<Sealing, 'open'>
  allowPrivate: boolean
}

const CLAIM_MS = 60_000
/** While an endpoint is down, one call tries for all, this often: jobs are for others too. */
const PAUSE_MS = 15_000
const LOST_MS = 90_000
const OFF: Called = { kind: 'failed', problem: 'address' }

/** `webhook_deliver` makes one attempt with one delivery, `webhook_sweep` finds what nobody works on. */
export function webhookTasks(parts: WebhookParts): Readonly<Record<string, Task>> {
  const { db, engine, log } = parts
  const downUntil = new Map<number, number>()
  return {
    async [DELIVER](payload) {
      const { deliveryId } = payload as { deliveryId: number }
      const now = clock.now()
      const claimed = await claimDelivery(db, deliveryId, now, new Date(now.getTime() + CLAIM_MS))
      if (claimed === null) return
      const down = downUntil.get(claimed.webhookId) ?? 0
      if (now.getTime() < down && claimed.attempt === 1 && !claimed.isTest)
        return engine.transact((ctx) => putOff(ctx, claimed, new Date(down + (deliveryId % 20) * 500)))
      const called = claimed.active || claimed.isTest ? await attempt(parts, claimed, now) : OFF
      const isUp = called.kind === 'answered'
      downUntil.set(claimed.webhookId, isUp ? 0 : clock.now().getTime() + PAUSE_MS)
      await engine.transact((ctx) => conclude(ctx, claimed, called, now))
      if (!isUp || !isTaken(called.status))
        log.warn(
          { webhook: claimed.webhookId, delivery: deliveryId, result: isUp ? called.status : called.problem },
          'a webhook was not taken',
        )
    },
    async webhook_sweep() {
      const now = clock.now()
      for (const id of await listStrays(db, now, new Date(now.getTime() - LOST_MS)))
        await engine.transact(async (ctx) => oweDelivery(ctx, id))
    },
  }
}

const attempt = (
  { sealing, allowPrivate }: WebhookParts,
  { id, url, secret, body }: Claimed,
  now: Date,
): Promise<Called> =>
  callOut({
    url,
    body,
    allowPrivate,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Causerie-Webhooks',
      ...signed(sealing.open(secret), `msg_${id}`, now, body),
    },
  })

async function putOff(ctx: Context, { id, attempt: count }: Claimed, until: Date): Promise<void> {
  await postpone(ctx.tx, id, count, until)
  oweDelivery(ctx, id, until)
}

/** What the attempt came to: taken, to be tried again, or given up; an endpoint that has long been dead is switched off [RU15]. */
async function conclude(ctx: Context, claimed: Claimed, called: Called, began: Date): Promise<void> {
  const { id, webhookId, attempt: count } = claimed
  const status = called.kind === 'answered' ? called.status : null
  const ok = status !== null && isTaken(status)
  const mayRetry = !ok && claimed.active && !claimed.isTest && !(status !== null && isGone(status))
  const next = mayRetry ? nextAttempt(count, ctx.now) : null
  await endAttempt(ctx.tx, id, count, {
    state: ok ? 'sent' : next === null ? 'failed' : 'waiting',
    attempt: {
      at: began.toISOString(),
      status,
      problem: called.kind === 'answered' ? null : claimed.active || claimed.isTest ? called.problem : 'off',
      ms: Math.max(0, ctx.now.getTime() - began.getTime()),
    },
    answer: called.kind === 'answered' ? called.answer : null,
    nextAt: next ?? ctx.now,
    now: ctx.now,
  })
  if (next !== null) oweDelivery(ctx, id, next)
  if (ok) await noteWorking(ctx.tx, webhookId)
  else if (claimed.active && !claimed.isTest) await noteFailure(ctx, webhookId, status !== null && isGone(status))
}

async function noteFailure(ctx: Context, webhookId: number, gone: boolean): Promise<void> {
  const failing = await noteFailing(ctx.tx, webhookId, ctx.now)
  const isLong = failing !== null && ctx.now.getTime() - failing.failingSince.getTime() > OFF_AFTER_MS
  if (!gone && !isLong) return
  const reason = gone ? 'gone' : 'failing'
  if ((await switchOff(ctx.tx, webhookId, ctx.now, reason)) === 0) return
  await audit(ctx, system, 'webhook.switched_off', `webhook:${webhookId}`, { reason: [null, reason] })
  record(ctx, webhookChanged, { stream: 'account', by: system, data: { webhookId } })
}
