import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'

/** Takes what is personal away from contacts hidden before `before`; the rows stay for what refers to them. Gives their ids. */
export async function purgeHidden(tx: Tx, before: Date, at: Date, limit: number): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(sql`
    update contacts set name = null, locale = null, time_zone = null, notes = '', device = null, page = null, organization_id = null, purged_at = ${at}
    where id in (select id from contacts where deleted_at < ${before} and purged_at is null order by id limit ${limit} for no key update) returning id`)
  const ids = rows.map((row) => row.id)
  await tx.run(sql`delete from contact_identities where contact_id = any(${ids}::bigint[])`)
  await tx.run(sql`delete from visitors where contact_id = any(${ids}::bigint[])`)
  await tx.run(sql`delete from contact_merges where from_id = any(${ids}::bigint[]) or into_id = any(${ids}::bigint[])`)
  return ids
}

/** Browsers that never wrote and were not seen since; nothing refers to them. */
export async function deleteUnknown(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.rows<{ id: number }>(sql`
    select c.id from contacts c where not c.known and c.last_seen_at < ${before}
      and not exists (select from contacts m where m.merged_into = c.id) order by c.id limit ${limit} for update`)
  const ids = rows.map((row) => row.id)
  await tx.run(sql`delete from visitors where contact_id = any(${ids}::bigint[])`)
  return tx.run(sql`delete from contacts where id = any(${ids}::bigint[])`)
}
