import type { Tx } from '../../platform/db.ts'
import type { Level } from '../contract.ts'

export type StoredState = { statusId: number; key: Level | null; messaging: Level; since: Date; cause: string }
/** How somebody stands; made, offline, where there is nothing yet. */
export async function lockState(tx: Tx, userId: number, at: Date): Promise<StoredState> {
  const read = () =>
    tx.maybe<StoredState>({
      name: 'agent_states.lock',
      text: `select a.status_id as "statusId", s.key, s.messaging, a.since, a.cause
             from agent_states a join agent_statuses s on s.id = a.status_id where a.user_id = $1 for update of a`,
      values: [userId],
    })
  const found = await read()
  if (found !== null) return found
  await tx.run({
    name: 'agent_states.make',
    text: `insert into agent_states (user_id, status_id, since, cause) select $1, id, $2, 'chosen' from agent_statuses where key = 'offline'
           on conflict do nothing`,
    values: [userId, at],
  })
  const made = await read()
  if (made === null) throw new Error(`user ${userId} has no state`)
  return made
}

export const writeState = (
  tx: Tx,
  userId: number,
  state: { statusId: number; at: Date; cause: string; forcedBy: number | null },
): Promise<number> =>
  tx.run({
    name: 'agent_states.write',
    text: `update agent_states set status_id = $2, since = $3, cause = $4, forced_by = $5, missed = 0, wrap_up = '{}' where user_id = $1`,
    values: [userId, state.statusId, state.at, state.cause, state.forcedBy],
  })

/** A desk of each of these is heard of until then; `active`: somebody has touched it. */
export const extendLeases = (
  tx: Tx,
  userIds: readonly number[],
  until: Date,
  active: readonly Date[],
): Promise<number> =>
  tx.run({
    name: 'agent_leases.extend',
    text: `insert into agent_leases as l (user_id, until, active_at)
           select u.id, $2, coalesce(n.active_at, $2) from unnest($1::bigint[], $3::timestamptz[]) as n(id, active_at)
             join users u on u.id = n.id order by u.id
           on conflict (user_id) do update set until = greatest(l.until, excluded.until), active_at = greatest(l.active_at, excluded.active_at)`,
    values: [[...userIds], until, [...active]],
  })

/** Whose desks have not been heard of, though they are said to be there. */
export const listLost = async (tx: Tx, at: Date): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'agent_states.lost',
      text: `select a.user_id as id from agent_states a join agent_statuses s on s.id = a.status_id
             join agent_leases l on l.user_id = a.user_id
             where s.key is distinct from 'offline' and l.until < $1 and a.since < $1 order by 1`,
      values: [at],
    })
  ).map(({ id }) => id)
