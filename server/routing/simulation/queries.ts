import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { SimulationLine, SimulationResult, SimulationState, StartSimulation } from './contract.ts'

export type StoredSimulation = Omit<SimulationLine, 'createdAt'> & { createdAt: Date; result: SimulationResult | null }
/** One that was silent for so long has died with its node. */
const SILENT = sql`interval '2 minutes'`
const LINE = (now: Date) => sql`id, created_at as "createdAt", created_by as "createdBy", progress, asked,
  case when state = 'running' and heard_at < ${now}::timestamptz - ${SILENT} then 'failed' else state end as state`

export const listSimulations = (tx: Tx, now: Date, limit: number): Promise<Omit<StoredSimulation, 'result'>[]> =>
  tx.rows(sql`select ${LINE(now)} from simulations order by id desc limit ${limit}`)
export const findSimulation = (tx: Tx, now: Date, id: number): Promise<StoredSimulation | null> =>
  tx.maybe<StoredSimulation>(sql`select ${LINE(now)}, result from simulations where id = ${id}`)
export const countRunning = async (tx: Tx, now: Date): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(*)::int as n from simulations where state = 'running' and heard_at >= ${now}::timestamptz - ${SILENT}`,
    )
  ).n

export const insertSimulation = async (
  tx: Tx,
  { asked, userId, at }: { asked: StartSimulation; userId: number; at: Date },
): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into simulations (created_at, created_by, heard_at, asked)
      values (${at}, ${userId}, ${at}, ${JSON.stringify(asked)}::jsonb) returning id`)
  ).id

/** Whether it is still wanted. */
export const noteProgress = async (tx: Tx, id: number, progress: number, at: Date): Promise<boolean> =>
  (await tx.run(
    sql`update simulations set progress = ${progress}, heard_at = ${at} where id = ${id} and state = 'running'`,
  )) > 0
export const endSimulation = (
  tx: Tx,
  id: number,
  { state, result }: { state: Exclude<SimulationState, 'running'>; result: SimulationResult | null },
): Promise<number> =>
  tx.run(sql`
    update simulations set state = ${state}, result = ${result === null ? null : JSON.stringify(result)}::jsonb,
      progress = case when ${state} = 'done' then 100 else progress end
    where id = ${id} and state = 'running'`)

/** What queues (a number) and groups (a negative one) are called. */
export const listLaneNames = (tx: Tx): Promise<{ lane: number; name: string }[]> =>
  tx.rows(sql`select id as lane, name from queues union all select -id, name from groups`)

/** Housekeeping. */
export const deleteSimulations = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from simulations where created_at < ${before}`)
