import type { Tx } from '../platform/db.ts'
import type { Priority } from '../tickets/contract.ts'
import type { Family, Routing } from '../tickets/contract.ts'
import type { Level } from './contract.ts'

export type WorkRow = {
  conversationId: number
  brandId: number
  groupId: number | null
  priority: Priority | null
  slaDueAt: string | null
  routing: Routing
}
const WORK = `i.conversation_id as "conversationId", i.brand_id as "brandId", i.group_id as "groupId", i.priority,
  i.sla->>'dueAt' as "slaDueAt", i.routing`

/** All that waits or is offered; or, of these conversations, what does. */
export const listRouted = (tx: Tx, among: readonly number[] | null): Promise<WorkRow[]> =>
  tx.rows<WorkRow>(
    among === null
      ? {
          name: 'routing.list',
          text: `select ${WORK} from inbox i where i.routing->>'state' in ('waiting', 'offered')`,
          values: [],
        }
      : {
          name: 'routing.list_some',
          text: `select ${WORK} from inbox i where i.conversation_id = any($1::bigint[]) and i.routing->>'state' in ('waiting', 'offered')`,
          values: [among],
        },
  )

/** How one conversation stands; null: not looked at yet. */
export const findRouting = async (tx: Tx, conversationId: number): Promise<Routing | null> =>
  (
    await tx.maybe<{ routing: Routing | null }>({
      name: 'routing.find',
      text: 'select routing from inbox where conversation_id = $1',
      values: [conversationId],
    })
  )?.routing ?? null

type ByFamily<Value> = Record<Family, Value>
export type AgentRow = {
  userId: number
  groupIds: number[]
  brandIds: number[] | null
  skills: { id: number; isPriority: boolean }[]
  statusId: number
  level: ByFamily<Level>
  limit: ByFamily<number>
  load: ByFamily<number>
  lastAt: ByFamily<Date | null>
  wrapUp: Partial<ByFamily<string>>
  /** Some desk of his is heard of. */
  isHere: boolean
  since: Date
  cause: string
  activeAt: Date | null
}

const AGENT = `a.user_id as "userId", a.status_id as "statusId", a.since, a.cause, l.active_at as "activeAt",
  jsonb_build_object('email', s.email, 'messaging', s.messaging, 'call', s.call) as level,
  jsonb_build_object('email', c.email, 'messaging', c.messaging, 'call', c.call) as "limit",
  jsonb_build_object('email', a.email, 'messaging', a.messaging, 'call', a.call) as load,
  a.email_at, a.messaging_at, a.call_at, a.wrap_up as "wrapUp", coalesce(l.until > $1, false) as "isHere"`
const FROM = `agent_states a join agent_statuses s on s.id = a.status_id
  join lateral (select email, messaging, call from capacity_rules r
                where r.id = a.capacity_rule_id or (a.capacity_rule_id is null and r.is_default) limit 1) c on true
  left join agent_leases l on l.user_id = a.user_id`

type Read = Omit<AgentRow, 'lastAt'> & { email_at: Date | null; messaging_at: Date | null; call_at: Date | null }
const agentOf = ({ email_at, messaging_at, call_at, ...row }: Read): AgentRow => ({
  ...row,
  lastAt: { email: email_at, messaging: messaging_at, call: call_at },
})

/** Everybody who may hold tickets. */
export const listAgents = async (tx: Tx, at: Date): Promise<AgentRow[]> =>
  (
    await tx.rows<Read>({
      name: 'routing.agents',
      text: `select ${AGENT},
               array(select g.group_id from group_members g where g.user_id = a.user_id) as "groupIds",
               case when o.scope->'brands' = 'null' then null
                    else array(select b::bigint from jsonb_array_elements_text(o.scope->'brands') b) end as "brandIds",
               coalesce((select jsonb_agg(jsonb_build_object('id', k.skill_id, 'isPriority', k.is_priority))
                         from agent_skills k where k.user_id = a.user_id), '[]') as skills
             from ${FROM} join users u on u.id = a.user_id join roles o on o.id = u.role_id
             where u.joined_at is not null and u.deactivated_at is null and 'assignable' = any(o.permissions)
             order by a.user_id`,
      values: [at],
    })
  ).map(agentOf)

export type LockedAgent = Pick<
  AgentRow,
  'userId' | 'statusId' | 'level' | 'limit' | 'load' | 'wrapUp' | 'isHere' | 'since' | 'cause'
>
/** In the order of their ids, as all who lock several do. After conversations. */
export const lockAgents = (tx: Tx, at: Date, userIds: readonly number[]): Promise<LockedAgent[]> =>
  tx.rows<LockedAgent>({
    name: 'routing.lock_agents',
    text: `select ${AGENT} from ${FROM} where a.user_id = any($2::bigint[]) order by a.user_id for update of a`,
    values: [at, [...userIds]],
  })

export type LoadChange = { userId: number; family: Family; n: number; wrapUpUntil: Date | null }
/** What commits give and take, agent by agent in the order of their ids. Whoever is given something has been given work now. */
export async function addLoads(tx: Tx, changes: readonly LoadChange[], at: Date): Promise<void> {
  if (changes.length === 0) return
  const users = [...new Set(changes.map(({ userId }) => userId))].sort((a, b) => a - b)
  const sum = (userId: number, family: Family) =>
    changes.reduce((n, each) => (each.userId === userId && each.family === family ? n + each.n : n), 0)
  const given = (userId: number, family: Family) =>
    changes.some((each) => each.userId === userId && each.family === family && each.n > 0)
  const wrapUp = (userId: number) =>
    Object.fromEntries(
      changes.flatMap((each) =>
        each.userId === userId && each.wrapUpUntil !== null ? [[each.family, each.wrapUpUntil.toISOString()]] : [],
      ),
    )
  await tx.run({
    name: 'routing.add_loads',
    text: `insert into agent_states as a (user_id, status_id, since, email, messaging, call, email_at, messaging_at, call_at, wrap_up)
           select n.user_id, s.id, $2, n.email, n.messaging, n.call, case when n.email_given then $2::timestamptz end,
             case when n.messaging_given then $2::timestamptz end, case when n.call_given then $2::timestamptz end, n.wrap_up
           from unnest($1::bigint[], $3::int[], $4::int[], $5::int[], $6::boolean[], $7::boolean[], $8::boolean[], $9::jsonb[])
             as n(user_id, email, messaging, call, email_given, messaging_given, call_given, wrap_up)
             join users u on u.id = n.user_id join agent_statuses s on s.key = u.availability
           on conflict (user_id) do update set email = a.email + excluded.email, messaging = a.messaging + excluded.messaging,
             call = a.call + excluded.call, email_at = coalesce(excluded.email_at, a.email_at),
             messaging_at = coalesce(excluded.messaging_at, a.messaging_at), call_at = coalesce(excluded.call_at, a.call_at),
             wrap_up = a.wrap_up || excluded.wrap_up`,
    values: [
      users,
      at,
      users.map((id) => sum(id, 'email')),
      users.map((id) => sum(id, 'messaging')),
      users.map((id) => sum(id, 'call')),
      users.map((id) => given(id, 'email')),
      users.map((id) => given(id, 'messaging')),
      users.map((id) => given(id, 'call')),
      users.map((id) => JSON.stringify(wrapUp(id))),
    ],
  })
}

/** What a change of settings may change, by number, a piece at a time. */
export const listRoutable = async (tx: Tx, after: number, limit: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'routing.routable',
      text: `select conversation_id as id from inbox where conversation_id > $1
               and (status in ('new', 'open') or routing->>'state' in ('waiting', 'offered', 'held')) order by conversation_id limit $2`,
      values: [after, limit],
    })
  ).map(({ id }) => id)

/** In the transaction of a change: all open work is looked at again. */
export const wantReview = (tx: Tx): Promise<number> =>
  tx.run({ name: 'routing.want_review', text: 'update routing_settings set version = version + 1', values: [] })
export const readReview = (tx: Tx): Promise<{ version: number; reached: number }> =>
  tx.row({ name: 'routing.review', text: 'select version, reached from routing_settings', values: [] })
export const endReview = (tx: Tx, reached: number): Promise<number> =>
  tx.run({
    name: 'routing.end_review',
    text: 'update routing_settings set reached = greatest(reached, $1)',
    values: [reached],
  })

/** What an agent holds, the latest first. */
export const listHeldBy = async (tx: Tx, userId: number, limit: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'routing.held_by',
      text: `select conversation_id as id from inbox where (routing->>'holder')::bigint = $1 and routing->>'state' in ('held', 'offered')
             order by activity_at desc limit $2`,
      values: [userId, limit],
    })
  ).map(({ id }) => id)

/** Whoever had these contacts' last tickets before these conversations. */
export const listLastAgents = (
  tx: Tx,
  asked: readonly { contactId: number; conversationId: number }[],
): Promise<{ conversationId: number; userId: number }[]> =>
  tx.rows({
    name: 'routing.last_agents',
    text: `select n.conversation_id as "conversationId", t.assignee_id as "userId"
           from unnest($1::bigint[], $2::bigint[]) as n(contact_id, conversation_id)
           cross join lateral (select assignee_id from tickets where contact_id = n.contact_id and conversation_id <> n.conversation_id
                                 and assignee_id is not null and deleted_at is null order by id desc limit 1) t`,
    values: [asked.map(({ contactId }) => contactId), asked.map(({ conversationId }) => conversationId)],
  })
