import type { Tx } from '../../platform/db.ts'
import type { Family } from '../../tickets/contract.ts'
import type { Level } from '../contract.ts'
import type { Trace } from './pure/reconstruct.ts'

// As the partial index `events_routing` has it.
const TYPES = `('queue.entered', 'queue.left', 'offer.made', 'offer.ended', 'work.assigned', 'routing.changed', 'agent.status_changed')`
const ms = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`
const TRACE = `substr(e.stream, 14)::bigint as "conversationId", ${ms('e.at')} as at, e.type, r->>'family' as family, r->>'state' as state,
  (r->>'holder')::bigint as holder, case when e.type = 'queue.entered' then (e.data->>'queueId')::bigint else (r->>'queueId')::bigint end as "queueId",
  r->'skills' as skills, ${ms(`(r->>'enteredAt')::timestamptz`)} as "enteredAt", coalesce(e.data->>'reason', e.data->>'outcome') as how,
  ${ms(`(e.data->>'firstAt')::timestamptz`)} as "firstAt", ${ms(`(e.data->>'slaDueAt')::timestamptz`)} as "slaDueAt",
  (e.data->>'prefer')::bigint as prefer, ${ms(`(e.data->>'preferUntil')::timestamptz`)} as "preferUntil",
  coalesce((e.data->>'brandId')::bigint, i.brand_id, 1) as "brandId",
  case when e.data ? 'groupId' then (e.data->>'groupId')::bigint else i.group_id end as "groupId",
  case when e.data ? 'priority' then e.data->>'priority' else i.priority end as priority`
const OF = `cross join lateral (select e.data->'routing' as r) d left join inbox i on i.conversation_id = substr(e.stream, 14)::bigint`

/** All that happened in routing in a while, in the order of time, and of each conversation in its own. */
export const listTraces = (tx: Tx, from: Date, to: Date): Promise<Trace[]> =>
  tx.rows<Trace>({
    name: 'simulation.traces',
    text: `select ${TRACE} from events e ${OF}
           where e.type in ${TYPES} and e.type <> 'agent.status_changed' and e.at >= $1 and e.at < $2 and e.data->'routing' <> 'null'
           order by e.at, e.position`,
    values: [from, to],
  })

/** How conversations stood before: of each the last event of routing. */
export const listTracesBefore = (tx: Tx, from: Date, conversationIds: readonly number[]): Promise<Trace[]> =>
  tx.rows<Trace>({
    name: 'simulation.traces_before',
    text: `select ${TRACE} from unnest($2::bigint[]) n cross join lateral (
             select stream, at, type, data from events where stream = 'conversation:' || n and at < $1 and type in ${TYPES}
             order by position desc limit 1) e ${OF} where e.data->'routing' <> 'null'`,
    values: [from, [...conversationIds]],
  })

/** What agents hold and have held since before: nothing happened to it since. */
export const listHeldSince = (tx: Tx, from: Date): Promise<{ conversationId: number }[]> =>
  tx.rows({
    name: 'simulation.held',
    text: `select conversation_id as "conversationId" from inbox i
           where routing->>'state' = 'held' and not exists (
             select from events where stream = 'conversation:' || i.conversation_id and at >= $1 and type in ${TYPES})`,
    values: [from],
  })

export type LevelRow = { userId: number; at: number; level: Record<Family, Level> }
const LEVEL = `jsonb_build_object('email', s.email, 'messaging', s.messaging, 'call', s.call) as level`

/** What agents' statuses let in: at the beginning, and whenever one changed. */
export async function listLevels(tx: Tx, from: Date, to: Date): Promise<LevelRow[]> {
  const [first, changes] = await Promise.all([
    tx.rows<LevelRow>({
      name: 'simulation.levels_before',
      // The last change before; else what the first one after changed from; else it never changed.
      text: `select a.user_id as "userId", ${ms('$1::timestamptz')} as at, ${LEVEL} from agent_states a
             left join lateral (select (data->>'statusId')::bigint as id from events where stream = 'agent:' || a.user_id
               and type = 'agent.status_changed' and at < $1 order by position desc limit 1) b on true
             left join lateral (select (data->>'from')::bigint as id from events where stream = 'agent:' || a.user_id
               and type = 'agent.status_changed' and at >= $1 order by position limit 1) c on true
             join agent_statuses s on s.id = coalesce(b.id, c.id, a.status_id)`,
      values: [from],
    }),
    tx.rows<LevelRow>({
      name: 'simulation.levels',
      text: `select (e.data->>'userId')::bigint as "userId", ${ms('e.at')} as at, ${LEVEL} from events e
             join agent_statuses s on s.id = (e.data->>'statusId')::bigint
             where e.type in ${TYPES} and e.type = 'agent.status_changed' and e.stream like 'agent:%' and e.at >= $1 and e.at < $2
             order by e.at, e.position`,
      values: [from, to],
    }),
  ])
  return [...first, ...changes]
}
