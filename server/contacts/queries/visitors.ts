import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { VisitorActor } from '../../platform/pure/actor.ts'

export type NewVisitor = { contactId: number; channelId: number; tokenHash: Buffer; at: Date }
export const insertVisitor = async (tx: Tx, { contactId, channelId, tokenHash, at }: NewVisitor): Promise<number> =>
  (
    await tx.row<{ id: number }>({
      name: 'visitors.insert',
      text: 'insert into visitors (contact_id, channel_id, token_hash, created_at, seen_at) values ($1, $2, $3, $4, $4) returning id',
      values: [contactId, channelId, tokenHash, at],
    })
  ).id

type Row = {
  token_hash: Buffer
  id: number
  contact_id: number
  channel_id: number
  signed_in: boolean
  blocked: boolean
  seen_at: Date
}
export type FoundVisitor = { tokenHash: Buffer; seenAt: Date; actor: VisitorActor }

/** By one query, however many: after a restart all browsers come back at once. */
export async function findVisitors(tx: Tx, tokenHashes: readonly Buffer[]): Promise<FoundVisitor[]> {
  const rows = await tx.rows<Row>({
    name: 'visitors.find',
    text: `select v.token_hash, v.id, v.contact_id, v.channel_id, v.signed_in, v.seen_at, c.blocked_at is not null as blocked
           from visitors v join contacts c on c.id = v.contact_id
           where v.token_hash = any($1::bytea[]) and v.revoked_at is null and c.deleted_at is null`,
    values: [tokenHashes],
  })
  return rows.map((row) => ({
    tokenHash: row.token_hash,
    seenAt: row.seen_at,
    actor: {
      kind: 'visitor',
      visitorId: row.id,
      contactId: row.contact_id,
      channelId: row.channel_id,
      signedIn: row.signed_in,
      blocked: row.blocked,
    },
  }))
}

export const touchVisitors = (tx: Tx, ids: readonly number[], at: Date): Promise<number> =>
  tx.run({
    name: 'visitors.touch',
    text: 'update visitors set seen_at = $2 where id = any($1::bigint[])',
    values: [ids, at],
  })

export type LockedVisitor = { id: number; contactId: number; channelId: number; signedIn: boolean }
/** Null when the token was replaced or revoked, perhaps just now. */
export const lockVisitor = (tx: Tx, tokenHash: Buffer): Promise<LockedVisitor | null> =>
  tx.maybe(sql`select id, contact_id as "contactId", channel_id as "channelId", signed_in as "signedIn" from visitors
               where token_hash = ${tokenHash} and revoked_at is null for no key update`)

/** A new token takes the old one's place. */
export const signInVisitor = (tx: Tx, id: number, contactId: number, tokenHash: Buffer): Promise<number> =>
  tx.run(
    sql`update visitors set contact_id = ${contactId}, token_hash = ${tokenHash}, signed_in = true where id = ${id}`,
  )
export const revokeVisitor = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update visitors set revoked_at = ${at} where id = ${id}`)

/** A browser that does not exist yet: it begins when its link is used, and is nobody until then. */
export const insertAwaited = (tx: Tx, { contactId, channelId, tokenHash, at }: NewVisitor): Promise<number> =>
  tx.run(sql`insert into visitors (contact_id, channel_id, token_hash, created_at, seen_at, revoked_at)
             values (${contactId}, ${channelId}, ${tokenHash}, ${at}, ${at}, ${at})`)

/** The link is used up: its place is taken by the browser's own token. Null when it was used, or is from before `since`. */
export const beginAwaited = (
  tx: Tx,
  linkHash: Buffer,
  identityId: number,
  fresh: { tokenHash: Buffer; at: Date; since: Date },
): Promise<{ contactId: number; channelId: number } | null> =>
  tx.maybe(sql`
    update visitors v set token_hash = ${fresh.tokenHash}, revoked_at = null, seen_at = ${fresh.at}
    from contact_identities i, contacts c
    where v.token_hash = ${linkHash} and v.created_at > ${fresh.since} and c.id = v.contact_id and c.deleted_at is null
      and i.id = ${identityId} and i.contact_id = v.contact_id and i.verified_by is not null
    returning v.contact_id as "contactId", v.channel_id as "channelId"`)

export const deleteAwaited = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from visitors where revoked_at = created_at and created_at < ${before}`)

/** All browsers of a contact; gives their ids. */
export const moveVisitors = async (tx: Tx, from: number, into: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(sql`update visitors set contact_id = ${into} where contact_id = ${from} returning id`)
  ).map((row) => row.id)
/** Those of them that are still there and have not signed in since. */
export const moveVisitorsBack = (tx: Tx, ids: readonly number[], from: number, into: number): Promise<number> =>
  tx.run(
    sql`update visitors set contact_id = ${into} where id = any(${ids}::bigint[]) and contact_id = ${from} and not signed_in`,
  )
/** Browsers that signed in go where the external id goes. */
export const moveSignedIn = (tx: Tx, from: number, into: number): Promise<number> =>
  tx.run(sql`update visitors set contact_id = ${into} where contact_id = ${from} and signed_in and revoked_at is null`)
