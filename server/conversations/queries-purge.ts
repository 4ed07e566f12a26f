import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import { streamOf } from './model.ts'

export const lockHidden = async (tx: Tx, before: Date, limit: number): Promise<number[]> =>
  idsOf(
    await tx.rows(
      sql`select id from conversations where deleted_at < ${before} and purged_at is null order by id limit ${limit} for update`,
    ),
  )

export const lockOfContacts = async (tx: Tx, contactIds: readonly number[]): Promise<number[]> =>
  idsOf(
    await tx.rows(
      sql`select id from conversations where contact_id = any(${[...contactIds]}::bigint[]) and purged_at is null order by id for update`,
    ),
  )

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map((row) => row.id)

/** Takes away what was said and from where, with files and drafts. Gives the ids of the messages there were. */
export async function emptyConversationRows(tx: Tx, ids: readonly number[], at: Date): Promise<string[]> {
  const these = sql`any(${[...ids]}::bigint[])`
  const messages = await tx.rows<{ id: string }>(
    sql`delete from messages where conversation_id = ${these} returning id`,
  )
  await tx.run(sql`delete from files where conversation_id = ${these}`)
  await tx.run(sql`delete from drafts where conversation_id = ${these}`)
  await tx.run(sql`update events set data = data - 'page' where stream = any(${ids.map(streamOf)}) and data ? 'page'`)
  await tx.run(
    sql`update conversations set page = null, purged_at = ${at}, deleted_at = coalesce(deleted_at, ${at}) where id = ${these}`,
  )
  return messages.map((message) => message.id)
}
