import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { StoredActor } from '../../platform/pure/actor.ts'
import type { FileView, Visibility } from '../contract.ts'

/** A file as whoever looks at it needs it; the contact is the one of its conversation. */
export type KeptFile = {
  id: string
  uploaderKind: 'contact' | 'agent' | 'system'
  uploaderId: number | null
  conversationId: number | null
  contactId: number | null
  visibility: Visibility | null
  name: string
  size: number
  type: string
  hasThumbnail: boolean
}

/** Files that exist: those of a hidden conversation are as good as gone. */
export const listKeptFiles = (tx: Tx, ids: readonly string[]): Promise<KeptFile[]> =>
  tx.rows<KeptFile>({
    name: 'files.kept',
    text: `select f.id, f.uploader_kind as "uploaderKind", f.uploader_id as "uploaderId", f.conversation_id as "conversationId",
             c.contact_id as "contactId", f.visibility, f.name, f.size, f.type, f.has_thumbnail as "hasThumbnail"
           from files f left join conversations c on c.id = f.conversation_id and c.deleted_at is null
           where f.id = any($1::uuid[]) and (f.conversation_id is null or c.id is not null)`,
    values: [ids],
  })

export type NewFile = FileView & { by: StoredActor; at: Date }

export const insertFile = (tx: Tx, file: NewFile): Promise<number> =>
  tx.run(sql`insert into files (id, uploader_kind, uploader_id, name, size, type, width, height, has_thumbnail, created_at)
             values (${file.id}, ${file.by.kind}, ${file.by.id}, ${file.name}, ${file.size}, ${file.type}, ${file.width ?? null},
                     ${file.height ?? null}, ${file.thumbnail ?? false}, ${file.at})`)

/** Forgets what nothing took: no message, no draft, and nothing of `kept` (logos). Gives their ids. */
export const deleteOrphans = async (tx: Tx, before: Date, kept: readonly string[]): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      delete from files f where f.message_id is null and f.created_at < ${before} and f.id <> all(${[...kept]}::uuid[])
        and not exists (select from drafts d where f.id = any(d.files)) returning f.id`)
  ).map((row) => row.id)

/** Which of these ids have no row. */
export const listUnknown = async (tx: Tx, ids: readonly string[]): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>({
      name: 'files.unknown',
      text: 'select g.id::text as id from unnest($1::uuid[]) as g(id) where not exists (select from files f where f.id = g.id)',
      values: [ids],
    })
  ).map((row) => row.id)
