import sql, { type Sql } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Dropped, MergePlan } from '../model.ts'

export type NewMerge = {
  from: number
  into: number
  reason: 'login' | 'agent'
  userId: number | null
  at: Date
  identityIds: number[]
  visitorIds: number[]
  dropped: Dropped[]
  filled: MergePlan['filled']
}
export const insertMerge = async (tx: Tx, merge: NewMerge): Promise<number> =>
  (
    await tx.row<{ id: number }>(sql`
      insert into contact_merges (from_id, into_id, reason, user_id, at, identity_ids, visitor_ids, dropped, filled)
      values (${merge.from}, ${merge.into}, ${merge.reason}, ${merge.userId}, ${merge.at}, ${merge.identityIds}, ${merge.visitorIds},
              ${JSON.stringify(merge.dropped)}, ${JSON.stringify(merge.filled)}) returning id`)
  ).id

export type StoredMerge = {
  id: number
  identityIds: number[]
  visitorIds: number[]
  dropped: Dropped[]
  filled: MergePlan['filled']
}
export const lockMerge = (tx: Tx, from: number, into: number): Promise<StoredMerge | null> =>
  tx.maybe(sql`select id, identity_ids as "identityIds", visitor_ids as "visitorIds", dropped, filled from contact_merges
               where from_id = ${from} and into_id = ${into} and split_at is null for update`)
export const endMerge = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update contact_merges set split_at = ${at} where id = ${id}`)

/** For whoever keeps things of contacts: notes under its own key what it moved with this merge … */
export async function noteMoved(tx: Tx, mergeId: number, key: string, ids: readonly number[]): Promise<void> {
  await tx.run(
    sql`update contact_merges set others = others || jsonb_build_object(${key}::text, ${JSON.stringify(ids)}::jsonb) where id = ${mergeId}`,
  )
}
/** … and finds it again when the merge is split. */
export const findMoved = async (tx: Tx, mergeId: number, key: string): Promise<number[]> =>
  (
    await tx.maybe<{ ids: number[] | null }>(
      sql`select others -> ${key}::text as ids from contact_merges where id = ${mergeId}`,
    )
  )?.ids ?? []

/** `become`: each of these contacts (`asked`), and all it has become part of since; the one merged into none is who it is now. */
export const become = (ids: readonly number[]): Sql => sql`
  with recursive become as (
    select c.id as asked, c.id, c.merged_into from contacts c where c.id = any(${[...ids]}::bigint[])
    union all select b.asked, c.id, c.merged_into from become b join contacts c on c.id = b.merged_into)`

export const listCurrent = (
  tx: Tx,
  ids: readonly number[],
): Promise<{ asked: number; id: number; isLast: boolean }[]> =>
  tx.rows(sql`${become(ids)} select asked, id, merged_into is null as "isLast" from become`)
