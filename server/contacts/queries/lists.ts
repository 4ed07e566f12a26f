import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { OrganizationRef } from '../contract.ts'

/** What lists and greetings need of a contact. `email` and `phone`: the verified one, else the one told last. */
export type Brief = {
  id: number
  name: string | null
  email: string | null
  phone: string | null
  verified: boolean
  blocked: boolean
  lastSeenAt: Date | null
}

const best = (
  kind: 'email' | 'phone',
) => `(select i.value from contact_identities i where i.contact_id = c.id and i.kind = '${kind}'
                                            order by i.verified_by is null, i.id desc limit 1)`
const BRIEF = `c.id, c.name, ${best('email')} as email, ${best('phone')} as phone,
  exists (select from contact_identities i where i.contact_id = c.id and i.verified_by is not null) as verified,
  c.blocked_at is not null as blocked, c.last_seen_at as "lastSeenAt"`
const LISTED = `c.known and c.merged_into is null and c.deleted_at is null`
const RECENT = `coalesce(c.last_seen_at, c.created_at)`

export const listContactBriefs = (tx: Tx, ids: readonly number[]): Promise<Brief[]> =>
  tx.rows({
    name: 'contacts.briefs',
    text: `select ${BRIEF} from contacts c where c.id = any($1::bigint[])`,
    values: [ids],
  })
export const findBrief = (tx: Tx, id: number): Promise<Brief | null> =>
  tx.maybe({ name: 'contacts.brief', text: `select ${BRIEF} from contacts c where c.id = $1`, values: [id] })

export type MailAddress = {
  identityId: number
  address: string
  verified: boolean
  name: string | null
  blocked: boolean
  timeZone: string | null
}
/** Where a contact is written to: the verified address, else the one told last. */
export const findMailAddress = (tx: Tx, contactId: number): Promise<MailAddress | null> =>
  tx.maybe({
    name: 'contacts.mail_address',
    text: `select i.id as "identityId", i.value as address, i.verified_by is not null as verified, c.name, c.blocked_at is not null as blocked,
             c.time_zone as "timeZone"
           from contact_identities i join contacts c on c.id = i.contact_id
           where i.contact_id = $1 and i.kind = 'email' order by i.verified_by is null, i.id desc limit 1`,
    values: [contactId],
  })

export const listMerged = (tx: Tx, into: number): Promise<{ id: number; name: string | null; at: Date }[]> =>
  tx.rows(sql`select c.id, c.name, m.at from contact_merges m join contacts c on c.id = m.from_id
              where m.into_id = ${into} and m.split_at is null order by m.at desc, m.id desc`)

/** Microseconds since 1970, so that pages join without a gap. */
export type Cursor = { us: number; id: number }
type Row = ListedBrief & { us: number }
/** A contact as the list shows it. */
export type ListedBrief = Brief & { organization: OrganizationRef | null }
const ORGANIZATION = `(select jsonb_build_object('id', o.id, 'name', o.name) from organizations o
  where o.id = c.organization_id and o.deleted_at is null) as organization`

/** Those seen last come first; `q` is the beginning of a word of the name, of an address or of a number. */
export async function listContacts(
  tx: Tx,
  { q, organizationId, after }: { q: string | null; organizationId: number | null; after: Cursor | null },
  limit: number,
): Promise<(ListedBrief & { cursor: Cursor })[]> {
  const found = q === null ? empty : sql`join (${search(q)}) f on f.id = c.id`
  const member = organizationId === null ? empty : sql`and c.organization_id = ${organizationId}`
  const older =
    after === null
      ? empty
      : sql`and (${raw(RECENT)}, c.id) < (timestamptz 'epoch' + ${after.us}::float8 * interval '1 microsecond', ${after.id})`
  const rows = await tx.rows<Row>(sql`
    select ${raw(BRIEF)}, ${raw(ORGANIZATION)}, (extract(epoch from ${raw(RECENT)}) * 1000000)::bigint as us from contacts c ${found}
    where ${raw(LISTED)} ${member} ${older} order by ${raw(RECENT)} desc, c.id desc limit ${limit}`)
  return rows.map(({ us, ...brief }) => ({ ...brief, cursor: { us, id: brief.id } }))
}

/** Of more than so many with the same beginning, not all are compared. */
const COMPARED = 5_000

export const searchContactIds = async (tx: Tx, q: string, limit: number): Promise<number[]> => {
  if (q.trim() === '') return []
  const rows = await tx.rows<{ id: number }>(sql`
    select c.id from (${search(q)} limit ${COMPARED}) f join contacts c on c.id = f.id
    where ${raw(LISTED)} order by ${raw(RECENT)} desc, c.id desc limit ${limit}`)
  return rows.map((row) => row.id)
}

function search(q: string): Sql {
  const text = q.trim().toLowerCase()
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const phone = text.replace(/[\s().\-/]/g, '').replace(/^00/, '+')
  const beginnings = /^\+?\d+$/.test(phone) ? [text, phone, `+${phone}`] : [text]
  const identities = sql`select i.contact_id as id from contact_identities i where ${join(beginnings.map(begins), ' or ')}`
  if (words.length === 0) return sql`select distinct id from (${identities}) f`
  return sql`select n.id from contacts n where n.name is not null and to_tsvector('simple', n.name) @@ to_tsquery('simple', ${words.map((word) => `${word}:*`).join(' & ')})
             union ${identities}`
}

/** As a range, which an index serves whatever is asked for; nothing sorts behind the last character there is. */
const begins = (text: string): Sql => sql`lower(i.value) ~>=~ ${text} and lower(i.value) ~<~ ${`${text}\u{10ffff}`}`
