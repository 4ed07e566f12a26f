import type { Tx } from '../../platform/db.ts'
import type { Cause, Family, WorkView } from '../contract.ts'

type Row = Omit<WorkView, 'at' | 'since' | 'wrapUp'> & { since: Date; wrapUp: Partial<Record<Family, string>> }
const ROW = `u.id as "userId", coalesce(a.status_id, (select id from agent_statuses where key = 'offline')) as "statusId",
  coalesce(a.since, u.created_at) as since, coalesce(a.cause, 'chosen') as cause, a.forced_by as "forcedBy",
  coalesce(a.missed, 0) as missed, coalesce(l.until > $1, false) as "isHere",
  (select coalesce((settings->>'enabled')::boolean, false) from routing_settings) as "isRouted",
  jsonb_build_object('email', coalesce(a.email, 0), 'messaging', coalesce(a.messaging, 0), 'call', coalesce(a.call, 0)) as load,
  jsonb_build_object('email', c.email, 'messaging', c.messaging, 'call', c.call) as "limit", coalesce(a.wrap_up, '{}') as "wrapUp"`
const FROM = `users u left join agent_states a on a.user_id = u.id
  join lateral (select email, messaging, call from capacity_rules r
                where r.id = a.capacity_rule_id or (a.capacity_rule_id is null and r.is_default) limit 1) c on true
  left join agent_leases l on l.user_id = u.id`

/** What these are doing; null: all who may hold tickets. By id. */
export const listWork = async (tx: Tx, at: Date, userIds: readonly number[] | null): Promise<WorkView[]> =>
  (
    await tx.rows<Row>(
      userIds === null
        ? {
            name: 'work.all',
            text: `select ${ROW} from ${FROM} join roles o on o.id = u.role_id
                   where u.joined_at is not null and u.deactivated_at is null and 'assignable' = any(o.permissions) order by u.id`,
            values: [at],
          }
        : {
            name: 'work.some',
            text: `select ${ROW} from ${FROM} where u.id = any($2::bigint[]) order by u.id`,
            values: [at, [...userIds]],
          },
    )
  ).map((row) => workView(row, at))

function workView({ cause, missed, since, wrapUp, ...row }: Row, at: Date): WorkView {
  const known: Cause = cause
  return {
    ...row,
    at: at.toISOString(),
    since: since.toISOString(),
    cause: known,
    missed: known === 'missed' ? missed : 0,
    wrapUp: Object.fromEntries(Object.entries(wrapUp).filter(([, until]) => Date.parse(until) > at.getTime())),
  }
}
