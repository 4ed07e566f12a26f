import type { Tx } from '../platform/db.ts'

/** What lists show of a contact. */
export type ContactBrief = { id: number; name: string | null; email: string | null; verified: boolean }

/** One row a contact; the verified address before a claimed one. */
export const listContactBriefs = (tx: Tx, ids: readonly number[]): Promise<ContactBrief[]> =>
  tx.rows<ContactBrief>({
    name: 'contacts.briefs',
    text: `select c.id, c.name, e.value as email, coalesce(v.verified, false) as verified
           from contacts c
           left join lateral (select value from contact_identities i where i.contact_id = c.id and i.kind = 'email'
                              order by (i.verified_by is null), i.id limit 1) e on true
           left join lateral (select true as verified from contact_identities i where i.contact_id = c.id and i.verified_by is not null limit 1) v on true
           where c.id = any($1::bigint[])`,
    values: [ids],
  })

export const findBrief = async (tx: Tx, id: number): Promise<ContactBrief | null> => (await listContactBriefs(tx, [id]))[0] ?? null
