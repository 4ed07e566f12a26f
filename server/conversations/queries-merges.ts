import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'

/** All conversations of one contact go to another; gives their ids. */
export const moveConversations = async (tx: Tx, from: number, into: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`update conversations set contact_id = ${into} where contact_id = ${from} returning id`,
    )
  ).map(({ id }) => id)

/** Those of them that are still `from`'s. */
export const moveConversationsBack = (tx: Tx, ids: readonly number[], from: number, into: number): Promise<number> =>
  tx.run(sql`update conversations set contact_id = ${into} where id = any(${ids}::bigint[]) and contact_id = ${from}`)
