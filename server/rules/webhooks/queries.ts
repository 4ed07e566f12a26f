import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Attempt, WebhookEvent } from './contract.ts'

export type Webhook = {
  id: number
  name: string
  url: string
  events: WebhookEvent[]
  active: boolean
  version: number
  failingSince: Date | null
  failedAt: Date | null
  failure: string | null
}
const WEBHOOK = sql`id, name, url, events, active, version, failing_since as "failingSince", failed_at as "failedAt", failure`

export const listWebhooks = (tx: Tx): Promise<Webhook[]> =>
  tx.rows(sql`select ${WEBHOOK} from webhooks where deleted_at is null order by lower(name), id`)
export const lockWebhook = (tx: Tx, id: number): Promise<Webhook | null> =>
  tx.maybe(sql`select ${WEBHOOK} from webhooks where id = ${id} and deleted_at is null for update`)
export const isWebhook = async (tx: Tx, id: number): Promise<boolean> =>
  (await tx.maybe(sql`select from webhooks where id = ${id} and deleted_at is null`)) !== null

type Saved = Pick<Webhook, 'name' | 'url' | 'events' | 'active'>
type By = { userId: number | null; at: Date }
export const insertWebhook = async (tx: Tx, w: Saved, secret: Buffer, { userId, at }: By): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`insert into webhooks (name, url, secret, events, active, updated_at, updated_by)
      values (${w.name}, ${w.url}, ${secret}, ${w.events}::text[], ${w.active}, ${at}, ${userId}) returning id`)
  ).id
/** Whoever saves it has looked at it: what failed before counts no more. */
export const updateWebhook = (tx: Tx, id: number, w: Saved, { userId, at }: By): Promise<number> =>
  tx.run(sql`update webhooks set name = ${w.name}, url = ${w.url}, events = ${w.events}::text[], active = ${w.active},
             version = version + 1, updated_at = ${at}, updated_by = ${userId}, failing_since = null, failed_at = null, failure = null
             where id = ${id}`)
export const updateSecret = (tx: Tx, id: number, secret: Buffer): Promise<number> =>
  tx.run(sql`update webhooks set secret = ${secret} where id = ${id}`)
export const hideWebhook = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update webhooks set deleted_at = ${at}, active = false where id = ${id}`)
export const noteFailing = (tx: Tx, id: number, since: Date): Promise<{ failingSince: Date } | null> =>
  tx.maybe(sql`update webhooks set failing_since = coalesce(failing_since, ${since}) where id = ${id} and active
               returning failing_since as "failingSince"`)
export const noteWorking = (tx: Tx, id: number): Promise<number> =>
  tx.run(sql`update webhooks set failing_since = null where id = ${id} and failing_since is not null`)
export const switchOff = (tx: Tx, id: number, at: Date, failure: string): Promise<number> =>
  tx.run(sql`update webhooks set active = false, failed_at = ${at}, failure = ${failure} where id = ${id} and active`)

export type NewDelivery = {
  webhookId: number
  type: string
  body: string
  conversationId: number | null
  ruleId: number | null
}
export const insertDelivery = async (tx: Tx, d: NewDelivery, at: Date): Promise<number> =>
  (
    await tx.row<{
      id: number
    }>(sql`insert into webhook_deliveries (webhook_id, type, body, conversation_id, rule_id, next_at, at)
      values (${d.webhookId}, ${d.type}, ${d.body}, ${d.conversationId}, ${d.ruleId}, ${at}, ${at}) returning id`)
  ).id

export type Claimed = {
  id: number
  webhookId: number
  body: string
  attempt: number
  url: string
  secret: Buffer
  active: boolean
  isTest: boolean
}
/** Takes one that is due for one attempt; null when it is not due, under way, or over. */
export const claimDelivery = (tx: Tx, id: number, now: Date, until: Date): Promise<Claimed | null> =>
  tx.maybe(sql`update webhook_deliveries d set attempt = attempt + 1, claimed_until = ${until} from webhooks w
               where d.id = ${id} and w.id = d.webhook_id and d.state = 'waiting' and d.next_at <= ${now}
                 and (d.claimed_until is null or d.claimed_until < ${now})
               returning d.id, d.webhook_id as "webhookId", d.body, d.attempt, w.url, w.secret, w.active and w.deleted_at is null as active,
                 d.type = 'webhook.test' as "isTest"`)

const MOST_ATTEMPTS = 12
type Ended = { state: 'waiting' | 'sent' | 'failed'; attempt: Attempt; answer: string | null; nextAt: Date; now: Date }
export const endAttempt = (tx: Tx, id: number, count: number, ended: Ended): Promise<number> =>
  tx.run(sql`update webhook_deliveries set state = ${ended.state}, claimed_until = null, next_at = ${ended.nextAt}, answer = ${ended.answer},
             attempts = (case when jsonb_array_length(attempts) >= ${MOST_ATTEMPTS} then attempts - 0 else attempts end)
               || ${JSON.stringify([ended.attempt])}::jsonb,
             ended_at = case when ${ended.state} = 'waiting' then null else ${ended.now}::timestamptz end
             where id = ${id} and attempt = ${count} and state = 'waiting'`)
/** The attempt was not made: another one has just found that nobody answers there. */
export const postpone = (tx: Tx, id: number, count: number, until: Date): Promise<number> =>
  tx.run(sql`update webhook_deliveries set next_at = ${until}, claimed_until = null, attempt = attempt - 1
             where id = ${id} and attempt = ${count} and state = 'waiting'`)

/** Those nobody works on: their process, or their job, is gone. */
export const listStrays = async (tx: Tx, now: Date, dueSince: Date): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`select id from webhook_deliveries where state = 'waiting'
      and (claimed_until < ${now} or (claimed_until is null and next_at < ${dueSince})) order by next_at limit 500`)
  ).map(({ id }) => id)

export type StoredDelivery = {
  id: number
  webhookId: number
  type: string
  state: 'waiting' | 'sent' | 'failed'
  conversationId: number | null
  body: string
  attempts: Attempt[]
  answer: string | null
  nextAt: Date
  at: Date
}
export const listDeliveries = (
  tx: Tx,
  webhookId: number,
  before: number | null,
  limit: number,
): Promise<StoredDelivery[]> =>
  tx.rows(sql`select id, webhook_id as "webhookId", type, state, conversation_id as "conversationId", body, attempts, answer, next_at as "nextAt", at
              from webhook_deliveries where webhook_id = ${webhookId} and (${before}::bigint is null or id < ${before})
              order by id desc limit ${limit}`)
/** One that is over goes again, as the same message. */
export const renewDelivery = (tx: Tx, id: number, now: Date): Promise<{ id: number } | null> =>
  tx.maybe(sql`update webhook_deliveries d set state = 'waiting', attempt = case d.state when 'waiting' then attempt else 0 end,
                 next_at = ${now}, ended_at = null from webhooks w
               where d.id = ${id} and w.id = d.webhook_id and w.deleted_at is null
                 and (d.state <> 'waiting' or (d.attempt > 0 and d.claimed_until is null)) returning d.id`)
export const dropDeliveries = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run(sql`delete from webhook_deliveries where conversation_id = any(${[...conversationIds]}::bigint[])`)
export const deleteDeliveries = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from webhook_deliveries where ended_at < ${before}`)
