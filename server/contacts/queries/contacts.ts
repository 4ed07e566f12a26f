import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { Device } from '../../platform/pure/user-agent.ts'
import type { Contact, Page } from '../model.ts'

type Row = {
  id: number
  organization_id: number | null
  name: string | null
  locale: string | null
  time_zone: string | null
  notes: string
  device: Device | null
  page: Page | null
  blocked_at: Date | null
  merged_into: number | null
  known: boolean
  created_at: Date
  last_seen_at: Date | null
}
const COLUMNS =
  'id, organization_id, name, locale, time_zone, notes, device, page, blocked_at, merged_into, known, created_at, last_seen_at'

const contactOf = (row: Row): Contact => ({
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  locale: row.locale,
  timeZone: row.time_zone,
  notes: row.notes,
  device: row.device,
  page: row.page,
  blockedAt: row.blocked_at,
  mergedInto: row.merged_into,
  known: row.known,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
})

export type NewContact = {
  locale: string | null
  timeZone: string | null
  device: Device | null
  known: boolean
  at: Date
}
export const insertContact = async (tx: Tx, { locale, timeZone, device, known, at }: NewContact): Promise<number> =>
  (
    await tx.row<{ id: number }>({
      name: 'contacts.insert',
      text: `insert into contacts (locale, time_zone, device, known, created_at, last_seen_at) values ($1, $2, $3, $4, $5, $5) returning id`,
      values: [locale, timeZone, device === null ? null : JSON.stringify(device), known, at],
    })
  ).id

/** The contact itself, also when it was merged into another. */
export async function findContact(tx: Tx, id: number): Promise<Contact | null> {
  const row = await tx.maybe<Row>({
    name: 'contacts.find',
    text: `select ${COLUMNS} from contacts where id = $1 and deleted_at is null`,
    values: [id],
  })
  return row === null ? null : contactOf(row)
}

/** Locks them in the order of their ids. Refuses one that does not exist, or that has become part of another. */
export async function lockContacts(tx: Tx, ids: readonly number[]): Promise<Contact[]> {
  const rows = await tx.rows<Row>({
    name: 'contacts.lock',
    text: `select ${COLUMNS} from contacts where id = any($1::bigint[]) and deleted_at is null order by id for no key update`,
    values: [ids],
  })
  return ids.map((id) => {
    const row = rows.find((each) => each.id === id)
    if (row === undefined || row.merged_into !== null) throw new Refusal('contact_not_found')
    return contactOf(row)
  })
}

export async function lockContact(tx: Tx, id: number): Promise<Contact> {
  const [contact] = await lockContacts(tx, [id])
  if (contact === undefined) throw new Refusal('contact_not_found')
  return contact
}

/** Writes all that commands change. Whoever is named, or was written about, is listed from then on. */
export const updateContactRow = (tx: Tx, contact: Contact): Promise<number> =>
  tx.run({
    name: 'contacts.update',
    text: `update contacts set name = $2, locale = $3, time_zone = $4, notes = $5, device = $6, page = $7, blocked_at = $8, known = known or $9,
             organization_id = $10
           where id = $1`,
    values: [
      contact.id,
      contact.name,
      contact.locale,
      contact.timeZone,
      contact.notes,
      contact.device === null ? null : JSON.stringify(contact.device),
      contact.page === null ? null : JSON.stringify(contact.page),
      contact.blockedAt,
      contact.known || contact.name !== null,
      contact.organizationId,
    ],
  })

/** Part of another contact from now on, or (null) one of its own again. */
export const setMergedInto = (tx: Tx, id: number, into: number | null, at: Date | null): Promise<number> =>
  tx.run(sql`update contacts set merged_into = ${into}, merged_at = ${at} where id = ${id}`)

export const markKnown = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run({
    name: 'contacts.known',
    text: 'update contacts set known = true where id = any($1::bigint[]) and not known',
    values: [ids],
  })

export type Seen = { contactId: number; at: Date; page: Page | null }
/** Where people were seen last; one statement for all. */
export async function touchContacts(tx: Tx, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return
  const list = seen.toSorted((a, b) => a.contactId - b.contactId)
  await tx.run({
    name: 'contacts.touch',
    text: `update contacts c set last_seen_at = greatest(c.last_seen_at, s.at), page = coalesce(s.page, c.page)
           from unnest($1::bigint[], $2::timestamptz[], $3::jsonb[]) as s(id, at, page) where c.id = s.id`,
    values: [
      list.map((each) => each.contactId),
      list.map((each) => each.at),
      list.map((each) => (each.page === null ? null : JSON.stringify(each.page))),
    ],
  })
}
