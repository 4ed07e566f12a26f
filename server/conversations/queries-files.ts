import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Visibility } from './contract.ts'

export type FileRow = {
  id: string
  uploader_kind: 'contact' | 'agent' | 'system'
  uploader_id: number | null
  conversation_id: number | null
  message_id: string | null
  visibility: Visibility | null
  name: string
  size: number
  type: string
  width: number | null
  height: number | null
  has_thumbnail: boolean
}

/** Locked, so that what is decided on them still holds when they are taken. */
export const lockFiles = (tx: Tx, ids: readonly string[]): Promise<FileRow[]> =>
  tx.rows<FileRow>({
    name: 'files.lock',
    text: `select id, uploader_kind, uploader_id, conversation_id, message_id, visibility, name, size, type, width, height, has_thumbnail
           from files where id = any($1::uuid[]) order by id for update`,
    values: [ids],
  })

/** A file belongs to one message: taken once. */
export const takeFiles = (
  tx: Tx,
  taken: readonly { id: string; conversationId: number; messageId: string; visibility: Visibility }[],
): Promise<number> =>
  tx.run({
    name: 'files.take',
    text: `update files f set conversation_id = t.conversation_id, message_id = t.message_id, visibility = t.visibility
           from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[]) as t(id, conversation_id, message_id, visibility)
           where f.id = t.id and f.message_id is null`,
    values: [
      taken.map((each) => each.id),
      taken.map((each) => each.conversationId),
      taken.map((each) => each.messageId),
      taken.map((each) => each.visibility),
    ],
  })

export type DraftRow = { visibility: Visibility; text: string; files: string[] }

export const listDrafts = (tx: Tx, userId: number, conversationId: number): Promise<DraftRow[]> =>
  tx.rows<DraftRow>({
    name: 'drafts.list',
    text: 'select visibility, text, files from drafts where user_id = $1 and conversation_id = $2',
    values: [userId, conversationId],
  })

export const upsertDraft = (
  tx: Tx,
  draft: { userId: number; conversationId: number; visibility: Visibility; text: string; files: string[]; at: Date },
): Promise<number> =>
  tx.run(sql`insert into drafts (user_id, conversation_id, visibility, text, files, saved_at)
             values (${draft.userId}, ${draft.conversationId}, ${draft.visibility}, ${draft.text}, ${draft.files}, ${draft.at})
             on conflict (user_id, conversation_id, visibility) do update set text = excluded.text, files = excluded.files, saved_at = excluded.saved_at`)

export const deleteDraft = (tx: Tx, userId: number, conversationId: number, visibility: Visibility): Promise<number> =>
  tx.run({
    name: 'drafts.delete',
    text: 'delete from drafts where user_id = $1 and conversation_id = $2 and visibility = $3',
    values: [userId, conversationId, visibility],
  })

/** The bytes of files without a row are swept from the disk by housekeeping. */
export const deleteFilesOf = (tx: Tx, conversationId: number, messageId: string): Promise<number> =>
  tx.run(sql`delete from files where conversation_id = ${conversationId} and message_id = ${messageId}`)
