import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'

export type SavedReply = {
  id: number
  shortcut: string
  texts: Record<string, string>
  ownerId: number | null
  active: boolean
  updatedAt: Date
  updatedBy: number | null
}
type Content = Pick<SavedReply, 'shortcut' | 'texts' | 'ownerId' | 'active'>
type By = { authorId: number | null; at: Date }

const REPLY = sql`id, shortcut, texts, owner_id as "ownerId", active, updated_at as "updatedAt", updated_by as "updatedBy"`

/** Everybody's, and this person's own. */
export const listReplies = (tx: Tx, userId: number): Promise<SavedReply[]> =>
  tx.rows(
    sql`select ${REPLY} from saved_replies where deleted_at is null and (owner_id is null or owner_id = ${userId})
        order by lower(shortcut), owner_id nulls last, id`,
  )

export const findReply = (tx: Tx, id: number): Promise<SavedReply | null> =>
  tx.maybe(sql`select ${REPLY} from saved_replies where id = ${id} and deleted_at is null`)

export const lockReply = (tx: Tx, id: number): Promise<SavedReply | null> =>
  tx.maybe(sql`select ${REPLY} from saved_replies where id = ${id} and deleted_at is null for update`)

/** Whether another one of the same owner (of everybody, of the same person) has this word. */
export const isTaken = async (
  tx: Tx,
  { shortcut, ownerId }: Pick<Content, 'shortcut' | 'ownerId'>,
  exceptId: number,
): Promise<boolean> =>
  (
    await tx.row<{ taken: boolean }>(
      sql`select exists (select from saved_replies where deleted_at is null and lower(shortcut) = lower(${shortcut})
            and owner_id is not distinct from ${ownerId}::bigint and id <> ${exceptId}) as taken`,
    )
  ).taken

export const insertReply = (tx: Tx, reply: Content, { authorId, at }: By): Promise<{ id: number }> =>
  tx.row(
    sql`insert into saved_replies (shortcut, texts, owner_id, active, created_at, updated_at, updated_by)
        values (${reply.shortcut}, ${JSON.stringify(reply.texts)}, ${reply.ownerId}, ${reply.active}, ${at}, ${at}, ${authorId}) returning id`,
  )

export const updateReply = (tx: Tx, id: number, reply: Content, { authorId, at }: By): Promise<number> =>
  tx.run(
    sql`update saved_replies set shortcut = ${reply.shortcut}, texts = ${JSON.stringify(reply.texts)}, owner_id = ${reply.ownerId}, active = ${reply.active},
          updated_at = ${at}, updated_by = ${authorId} where id = ${id}`,
  )

export const hideReply = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update saved_replies set deleted_at = ${at} where id = ${id}`)
