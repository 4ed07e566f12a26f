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
    text: `update agent_states set status_id = $2, since = $3, cause = $4, forced_by = $5, wrap_up = '{}',
             missed = case when $4 = 'missed' then missed else 0 end where user_id = $1`,
    values: [userId, state.statusId, state.at, state.cause, state.forcedBy],
  })

export type Lease = { userId: number; until: Date; activeAt: Date }
/** A desk of each of these is heard of until then, and was last touched at that instant. */
export const extendLeases = (tx: Tx, leases: readonly Lease[]): Promise<number> =>
  tx.run({
    name: 'agent_leases.extend',
    text: `insert into agent_leases as l (user_id, until, active_at)
           select u.id, n.until, n.active_at from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) as n(id, until, active_at)
             join users u on u.id = n.id order by u.id
           on conflict (user_id) do update set until = greatest(l.until, excluded.until), active_at = greatest(l.active_at, excluded.active_at)`,
    values: [
      leases.map(({ userId }) => userId),
      leases.map(({ until }) => until),
      leases.map(({ activeAt }) => activeAt),
    ],
  })

/** Whoever has never been looked at begins with the status that goes with his availability. */
export const makeState = (tx: Tx, userId: number, at: Date): Promise<number> =>
  tx.run({
    name: 'agent_states.begin',
    text: `insert into agent_states (user_id, status_id, since) select u.id, s.id, $2 from users u join agent_statuses s on s.key = u.availability
           where u.id = $1 on conflict do nothing`,
    values: [userId, at],
  })

/** For so long it holds that a desk is open: from when it was heard of, or from a new status, for which one opens a moment later [AV2]. */
export const LEASE_MS = 20_000

/** Whose desks have not been heard of, though they are said to be there. */
export const listLost = async (tx: Tx, at: Date): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'agent_states.lost',
      text: `select a.user_id as id from agent_states a join agent_statuses s on s.id = a.status_id
             join agent_leases l on l.user_id = a.user_id
             where s.key is distinct from 'offline' and l.until < $1 and a.since < $2 order by 1`,
      values: [at, new Date(at.getTime() - LEASE_MS)],
    })
  ).map(({ id }) => id)

/** Who is said to take work without having touched a desk since then. Who rests by his own word is left alone. */
export const listIdle = async (tx: Tx, before: Date, to: 'away' | 'offline'): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'agent_states.idle',
      text: `select a.user_id as id from agent_states a join agent_statuses s on s.id = a.status_id
             join agent_leases l on l.user_id = a.user_id
             where l.active_at < $1 and a.since < $1
               and case when $2 = 'away' then 'online' in (s.messaging, s.call)
                        else s.email <> 'offline' or s.messaging <> 'offline' or s.call <> 'offline' end
             order by 1`,
      values: [before, to],
    })
  ).map(({ id }) => id)

/** Whether anything was being written up. */
export const clearWrapUp = async (tx: Tx, userId: number): Promise<boolean> =>
  (await tx.run({
    name: 'agent_states.clear_wrap_up',
    text: `update agent_states set wrap_up = '{}' where user_id = $1 and wrap_up <> '{}'`,
    values: [userId],
  })) > 0
