import type { Tx } from '../platform/db.ts'

/** Stores when contacts were last here and on which page, all in one statement. */
export async function touchContacts(tx: Tx, seen: readonly { contactId: number; at: Date; page: { url: string; title?: string } | null }[]): Promise<void> {
  if (seen.length === 0) return
  await tx.run({
    name: 'contacts.touch',
    text: `update contacts c set last_seen_at = s.at, page = coalesce(s.page, c.page)
           from unnest($1::bigint[], $2::timestamptz[], $3::jsonb[]) as s(id, at, page) where c.id = s.id`,
    values: [seen.map((each) => each.contactId), seen.map((each) => each.at), seen.map((each) => (each.page === null ? null : JSON.stringify(each.page)))],
  })
}
