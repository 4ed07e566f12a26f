import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'

/** All conversations of one contact go to another; gives their ids. */
export const moveConversations = async (tx: Tx, from: number, into: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`update conversations set contact_id = ${into} where contact_id = ${from} returning id`,
    )
  ).map(({ id }) => id)

/** Files uploaded and not sent yet: whoever signs in while he writes sends them as the other contact. */
export const moveUnsentFiles = (tx: Tx, from: number, into: number): Promise<number> =>
  tx.run(
    sql`update files set uploader_id = ${into} where uploader_kind = 'contact' and uploader_id = ${from} and message_id is null`,
  )

/** Those of them that are still `from`'s. */
export const moveConversationsBack = (tx: Tx, ids: readonly number[], from: number, into: number): Promise<number> =>
  tx.run(sql`update conversations set contact_id = ${into} where id = any(${ids}::bigint[]) and contact_id = ${from}`)
