import type { Tx } from '../../platform/db.ts'
import type { Family } from '../../tickets/contract.ts'
import type { WorkRow } from '../queries-router.ts'

export type WaitingRow = WorkRow & { contactId: number; channelId: number; locale: string }

/** What customers wait for, live. */
export const listWaiting = (db: Tx): Promise<WaitingRow[]> =>
  db.rows<WaitingRow>({
    name: 'waits.list',
    text: `select i.conversation_id as "conversationId", i.brand_id as "brandId", i.group_id as "groupId", i.priority,
             i.sla->>'dueAt' as "slaDueAt", i.routing, i.contact_id as "contactId", i.channel_id as "channelId", i.locale
           from inbox i where i.routing->>'state' in ('waiting', 'offered') and i.routing->>'family' = 'messaging'`,
    values: [],
  })

export type TakenRow = { lane: number; at: Date; waitedMs: number }
/** Of each lane the newest that were taken since an instant: when, and how long each had waited by then. */
export const listTaken = (
  db: Tx,
  { lanes, family, since, most }: { lanes: readonly number[]; family: Family; since: Date; most: number },
): Promise<TakenRow[]> =>
  db.rows<TakenRow>({
    name: 'waits.taken',
    text: `select n.lane, o.ended_at as at, (o.waited_ms + extract(epoch from o.ended_at - o.made_at) * 1000)::float8 as "waitedMs"
           from unnest($1::bigint[]) as n(lane) cross join lateral (
             select made_at, ended_at, waited_ms from offers
             where coalesce(queue_id, -group_id, 0) = n.lane and made_at > $2 and outcome in ('accepted', 'assigned') and family = $3
             order by made_at desc limit $4) o
           where o.ended_at is not null`,
    values: [[...lanes], since, family, most],
  })
