import sql, { empty, raw } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'

export type Organization = {
  id: number
  name: string
  domains: string[]
  notes: string
  locale: string | null
  createdAt: Date
}
const ORGANIZATION = `o.id, o.name, o.notes, o.locale, o.created_at as "createdAt",
  array(select d.domain from organization_domains d where d.organization_id = o.id order by 1) as domains`
const MEMBERS = `(select count(*)::int from contacts c where c.organization_id = o.id and c.known and c.merged_into is null
  and c.deleted_at is null) as members`

export const findOrganization = (tx: Tx, id: number): Promise<(Organization & { members: number }) | null> =>
  tx.maybe(
    sql`select ${raw(ORGANIZATION)}, ${raw(MEMBERS)} from organizations o where o.id = ${id} and o.deleted_at is null`,
  )

export async function requireOrganization(tx: Tx, id: number): Promise<void> {
  const found = await tx.maybe(sql`select id from organizations where id = ${id} and deleted_at is null`)
  if (found === null) throw new Refusal('organization_not_found', { field: 'organizationId' })
}

export async function lockOrganization(tx: Tx, id: number): Promise<Organization> {
  const found = await tx.maybe<Organization>(
    sql`select ${raw(ORGANIZATION)} from organizations o where o.id = ${id} and o.deleted_at is null for no key update`,
  )
  if (found === null) throw new Refusal('organization_not_found')
  return found
}

/** Where a page ended. */
export type OrganizationCursor = { name: string; id: number }

/** By name; `q` is the beginning of the name or of a domain. */
export const listOrganizations = (
  tx: Tx,
  q: string | null,
  after: OrganizationCursor | null,
  limit: number,
): Promise<(Organization & { members: number })[]> => {
  const like = `${(q ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const found =
    q === null
      ? empty
      : sql`and (lower(o.name) like ${like} or exists (select from organization_domains d where d.organization_id = o.id and d.domain like ${like}))`
  const later = after === null ? empty : sql`and (lower(o.name), o.id) > (${after.name}, ${after.id})`
  return tx.rows(sql`select ${raw(ORGANIZATION)}, ${raw(MEMBERS)} from organizations o where o.deleted_at is null ${found} ${later}
                     order by lower(o.name), o.id limit ${limit}`)
}

/** By id, or by name whatever its capitals. */
export const listOrganizationNames = (
  tx: Tx,
  ids: readonly number[],
  names: readonly string[],
): Promise<{ id: number; name: string }[]> =>
  tx.rows(
    sql`select id, name from organizations where deleted_at is null
          and (id = any(${[...ids]}::bigint[]) or lower(name) = any(${names.map((name) => name.trim().toLowerCase())}::text[]))`,
  )

export const insertOrganization = async (tx: Tx, { name, notes, locale }: Organization): Promise<number> =>
  (
    await tx.row<{ id: number }>(
      sql`insert into organizations (name, notes, locale) values (${name}, ${notes}, ${locale}) returning id`,
    )
  ).id
export const updateOrganization = (tx: Tx, { id, name, notes, locale }: Organization): Promise<number> =>
  tx.run(sql`update organizations set name = ${name}, notes = ${notes}, locale = ${locale} where id = ${id}`)

/** Whose domains these are, other than this one's. */
export const findDomainOwner = (
  tx: Tx,
  domains: readonly string[],
  organizationId: number,
): Promise<{ domain: string; organizationId: number } | null> =>
  tx.maybe(sql`select domain, organization_id as "organizationId" from organization_domains
               where domain = any(${[...domains]}::text[]) and organization_id <> ${organizationId} order by 1 limit 1`)

export async function replaceDomains(tx: Tx, organizationId: number, domains: readonly string[]): Promise<void> {
  await tx.run(
    sql`delete from organization_domains where organization_id = ${organizationId} and domain <> all (${[...domains]}::text[])`,
  )
  await tx.run(sql`insert into organization_domains (domain, organization_id) select d, ${organizationId}
                   from unnest(${[...domains]}::text[]) d on conflict do nothing`)
}

/** Contacts who belong to none, and have a verified address in these domains, belong to it from now on. */
export const fileByDomains = (tx: Tx, organizationId: number, domains: readonly string[]): Promise<number> =>
  tx.run(sql`update contacts c set organization_id = ${organizationId} where c.organization_id is null and c.id in (
               select i.contact_id from contact_identities i
               where i.kind = 'email' and i.verified_by is not null and split_part(i.value, '@', 2) = any(${[...domains]}::text[]))`)

/** A verified address files its contact [CT12]; who belongs to an organization stays there. */
export const fileByAddress = (tx: Tx, contactId: number, address: string): Promise<number> =>
  tx.run(sql`update contacts c set organization_id = d.organization_id from organization_domains d
             where c.id = ${contactId} and c.organization_id is null and d.domain = ${address.split('@').at(-1) ?? ''}`)

/** Its people belong to none; tickets keep the number and show nothing. */
export async function hideOrganization(tx: Tx, id: number, at: Date): Promise<void> {
  await tx.run(sql`update organizations set deleted_at = ${at} where id = ${id}`)
  await tx.run(sql`delete from organization_domains where organization_id = ${id}`)
  await tx.run(sql`update contacts set organization_id = null where organization_id = ${id}`)
}
