import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Dropped, Identity, IdentityKind, VerifiedBy } from '../model.ts'
import { become } from './merges.ts'

const IDENTITY = `i.id, i.contact_id as "contactId", i.kind, i.value, i.verified_by as "verifiedBy"`

/** Verified ones first, then the newest. */
export const listIdentities = (tx: Tx, contactIds: readonly number[]): Promise<Identity[]> =>
  tx.rows({
    name: 'identities.list',
    text: `select ${IDENTITY} from contact_identities i where i.contact_id = any($1::bigint[]) order by i.verified_by is null, i.id desc`,
    values: [contactIds],
  })

/** Whose verified identity this is. */
export const findVerifiedOwner = async (tx: Tx, kind: IdentityKind, value: string): Promise<number | null> =>
  (
    await tx.maybe<{ id: number }>({
      name: 'identities.owner',
      text: 'select contact_id as id from contact_identities where kind = $1 and value = $2 and verified_by is not null',
      values: [kind, value],
    })
  )?.id ?? null

export const findExternalId = async (tx: Tx, contactId: number): Promise<string | null> =>
  (
    await tx.maybe<{ value: string }>({
      name: 'identities.external',
      text: `select value from contact_identities where contact_id = $1 and kind = 'external_id' and verified_by is not null`,
      values: [contactId],
    })
  )?.value ?? null

export const countIdentities = async (tx: Tx, contactId: number): Promise<number> =>
  (await tx.row<{ n: number }>(sql`select count(*)::int as n from contact_identities where contact_id = ${contactId}`))
    .n

/** Adds a claimed identity; false when the contact has it already. */
export const insertClaimed = async (
  tx: Tx,
  contactId: number,
  kind: IdentityKind,
  value: string,
  at: Date,
): Promise<boolean> =>
  (await tx.run(sql`insert into contact_identities (contact_id, kind, value, created_at) values (${contactId}, ${kind}, ${value}, ${at})
                    on conflict (contact_id, kind, value) do nothing`)) === 1

/** Adds or confirms it. The caller knows that no other contact has it verified, and holds the lock on that. */
export const upsertVerified = (
  tx: Tx,
  contactId: number,
  kind: IdentityKind,
  value: string,
  by: VerifiedBy,
  at: Date,
): Promise<number> =>
  tx.run(sql`insert into contact_identities (contact_id, kind, value, verified_by, verified_at, created_at)
             values (${contactId}, ${kind}, ${value}, ${by}, ${at}, ${at})
             on conflict (contact_id, kind, value) do update set verified_by = excluded.verified_by, verified_at = excluded.verified_at
             where contact_identities.verified_by is null`)

/** Held until the commit: two logins, or confirmations, of the same identity go one after the other. */
export async function lockIdentityValue(tx: Tx, kind: IdentityKind, value: string): Promise<void> {
  await tx.rows({
    name: 'identities.lock',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 13))',
    values: [`${kind} ${value}`],
  })
}

export const deleteIdentities = (tx: Tx, ids: readonly number[]): Promise<number> =>
  tx.run(sql`delete from contact_identities where id = any(${ids}::bigint[])`)

/** Those of them that are still `from`'s go over. */
export const moveIdentities = (tx: Tx, ids: readonly number[], from: number, into: number): Promise<number> =>
  tx.run(sql`update contact_identities i set contact_id = ${into} where i.id = any(${ids}::bigint[]) and i.contact_id = ${from}
             and not exists (select from contact_identities o where o.contact_id = ${into} and o.kind = i.kind and o.value = i.value)`)

/** Claimed ones that gave way come back. */
export const restoreDropped = (tx: Tx, dropped: readonly Dropped[], at: Date): Promise<number> =>
  tx.run(sql`insert into contact_identities (contact_id, kind, value, created_at)
             select *, ${at}::timestamptz from unnest(${dropped.map((each) => each.contactId)}::bigint[], ${dropped.map((each) => each.kind)}::text[],
                                       ${dropped.map((each) => each.value)}::text[])
             on conflict (contact_id, kind, value) do nothing`)

type Key = { id: number; name: string }
/** What each of these contacts (or whom it is part of now) is known by elsewhere too: the external id, else an address. */
export const listKeysOfContacts = async (tx: Tx, ids: readonly number[]): Promise<Key[]> =>
  ids.length === 0
    ? []
    : tx.rows(sql`${become(ids)}
        select distinct on (b.asked) b.asked as id, i.value as name
        from become b join contact_identities i on i.contact_id = b.id and i.kind in ('external_id', 'email')
        where b.merged_into is null order by b.asked, i.verified_by is null, i.kind <> 'external_id', i.id desc`)

/** Whom these name: whoever has it verified, else all who claim it. */
export const listContactsByKeys = async (tx: Tx, keys: readonly string[]): Promise<Key[]> =>
  keys.length === 0
    ? []
    : tx.rows(sql`
        with found as (
          select distinct i.contact_id as id, i.value as name, i.verified_by is not null as verified from contact_identities i
          join contacts c on c.id = i.contact_id and c.deleted_at is null
          where i.kind in ('external_id', 'email') and lower(i.value) = any(${keys.map((key) => key.trim().toLowerCase())}::text[]))
        select id, name from found f
        where verified or not exists (select from found v where v.verified and lower(v.name) = lower(f.name))`)
