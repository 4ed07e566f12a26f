import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Conditions } from '../platform/pure/conditions/condition.ts'
import { type AgentStatusView, defaultSettings, type RoutingSettings } from './contract.ts'

export const readSettings = async (tx: Tx): Promise<RoutingSettings> => ({
  ...defaultSettings,
  ...(await tx.row<{ settings: Partial<RoutingSettings> }>(sql`select settings from routing_settings`)).settings,
})
export const lockSettings = async (tx: Tx): Promise<RoutingSettings> => {
  await tx.row(sql`select id from routing_settings for update`)
  return readSettings(tx)
}
export const writeSettings = (tx: Tx, settings: RoutingSettings): Promise<number> =>
  tx.run(sql`update routing_settings set settings = ${JSON.stringify(settings)}`)

export const listStatuses = (tx: Tx): Promise<AgentStatusView[]> =>
  tx.rows<AgentStatusView>(
    sql`select id, key, names, email, messaging, call, is_break as "isBreak" from agent_statuses where deleted_at is null order by position, id`,
  )

export type StoredQueue = {
  id: number
  name: string
  active: boolean
  conditions: Conditions
  shares: { percent: number; groupIds: number[] }[]
  secondaryGroupIds: number[]
  orderedBy: 'priority' | 'sla'
  overflowSeconds: number | null
  overflowQueueId: number | null
  targetPercent: number
  targetSeconds: number
  version: number
  updatedAt: Date
  updatedBy: number | null
}
const QUEUE = sql`id, name, active, conditions, shares, secondary_group_ids as "secondaryGroupIds", ordered_by as "orderedBy",
  overflow_seconds as "overflowSeconds", overflow_queue_id as "overflowQueueId", target_percent as "targetPercent",
  target_seconds as "targetSeconds", version, updated_at as "updatedAt", updated_by as "updatedBy"`
/** In the order in which the first that fits is taken. */
export const listQueues = (tx: Tx): Promise<StoredQueue[]> =>
  tx.rows<StoredQueue>(sql`select ${QUEUE} from queues where deleted_at is null order by position, id`)

export const listSkillIds = async (tx: Tx): Promise<number[]> =>
  (await tx.rows<{ id: number }>(sql`select id from skills where deleted_at is null`)).map(({ id }) => id)

export const listSkillNames = (tx: Tx): Promise<{ id: number; name: string }[]> =>
  tx.rows(sql`select id, name from skills where deleted_at is null order by lower(name), id`)

/** Customers who wait live, besides this one. */
export const countWaitingContacts = async (tx: Tx, besides: number): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(distinct contact_id)::int as n from inbox
          where routing->>'state' in ('waiting', 'offered') and routing->>'family' = 'messaging' and contact_id <> ${besides}`,
    )
  ).n

/** What the statuses of those who are there let in of messaging; of all, or of these groups. */
export const listPresence = async (tx: Tx, at: Date, groupIds: readonly number[] | null): Promise<string[]> =>
  (
    await tx.rows<{ level: string }>(
      sql`select distinct s.messaging as level from agent_states a join agent_statuses s on s.id = a.status_id
            join agent_leases l on l.user_id = a.user_id and l.until > ${at}
            join users u on u.id = a.user_id and u.deactivated_at is null
          where ${groupIds === null}::boolean or exists (select from group_members m
                where m.user_id = a.user_id and m.group_id = any(${groupIds === null ? [] : [...groupIds]}::bigint[]))`,
    )
  ).map(({ level }) => level)
