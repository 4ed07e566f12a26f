import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { ScheduleView } from './contract.ts'

export type Schedule = ScheduleView
const SCHEDULE = sql`id, name, time_zone as "timeZone", week, holidays, is_default as "isDefault"`

export const listSchedules = (tx: Tx): Promise<Schedule[]> =>
  tx.rows(sql`select ${SCHEDULE} from schedules where deleted_at is null order by not is_default, lower(name), id`)

/** Locked against whoever is about to name it as well (`for update`, which a foreign key waits for). */
export async function lockSchedule(tx: Tx, id: number): Promise<Schedule> {
  const schedule = await tx.maybe<Schedule>(
    sql`select ${SCHEDULE} from schedules where id = ${id} and deleted_at is null for update`,
  )
  if (schedule === null) throw new Refusal('schedule_not_found')
  return schedule
}

/** For whoever is about to name it: it stays until his transaction is over. */
export async function keepSchedule(tx: Tx, id: number): Promise<void> {
  if ((await tx.maybe(sql`select from schedules where id = ${id} and deleted_at is null for key share`)) === null)
    throw new Refusal('schedule_not_found')
}

export const insertSchedule = async (tx: Tx, schedule: Omit<Schedule, 'id'>): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`insert into schedules (name, time_zone, week, holidays, is_default)
      values (${schedule.name}, ${schedule.timeZone}, ${JSON.stringify(schedule.week)}, ${JSON.stringify(schedule.holidays)}, ${schedule.isDefault})
      returning id`)
  ).id

export const updateSchedule = (tx: Tx, schedule: Schedule): Promise<number> =>
  tx.run(sql`update schedules set name = ${schedule.name}, time_zone = ${schedule.timeZone}, week = ${JSON.stringify(schedule.week)},
             holidays = ${JSON.stringify(schedule.holidays)}, is_default = ${schedule.isDefault} where id = ${schedule.id}`)

/** Two that take the mark at once take it one after the other. */
export async function unmarkDefault(tx: Tx): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('schedules.default', 12))`)
  await tx.run(sql`update schedules set is_default = false where is_default`)
}

export const hideSchedule = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update schedules set deleted_at = ${at} where id = ${id}`)
