import sql, { empty } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { AuditView } from '../contract.ts'

type Entry = {
  at: Date
  userId: number | null
  action: string
  subject: string
  name: string | null
  changes: Record<string, unknown>
}
export const insertAudit = (tx: Tx, { at, userId, action, subject, name, changes }: Entry): Promise<number> =>
  tx.run(sql`insert into audit (at, user_id, action, subject, subject_name, changes)
             values (${at}, ${userId}, ${action}, ${subject}, ${name}, ${JSON.stringify(changes)})`)

type Row = {
  id: number
  at: Date
  user_id: number | null
  user_name: string | null
  action: string
  subject: string
  subject_name: string | null
  changes: AuditView['changes']
}
type Filter = { by?: number | undefined; subject?: string | undefined }
/** Newest first, those before `before`. `subject` is a kind (`role`) or one thing (`role:3`). */
export async function listAudit(
  tx: Tx,
  before: number | null,
  limit: number,
  filter: Filter = {},
): Promise<AuditView[]> {
  const { by, subject } = filter
  const byPerson = by === undefined ? empty : sql`and a.user_id = ${by}`
  const onSubject =
    subject === undefined
      ? empty
      : subject.includes(':')
        ? sql`and a.subject = ${subject}`
        : sql`and split_part(a.subject, ':', 1) = ${subject}`
  const rows = await tx.rows<Row>(sql`
    select a.id, a.at, a.user_id, u.name as user_name, a.action, a.subject, a.subject_name, a.changes
    from audit a left join users u on u.id = a.user_id 
    where (${before}::bigint is null or a.id < ${before}) ${byPerson} ${onSubject} order by a.id desc limit ${limit}`)
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? '' },
    action: row.action,
    subject: row.subject,
    subjectName: row.subject_name,
    changes: row.changes,
  }))
}
