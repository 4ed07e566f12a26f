import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { LinkKind } from '../model.ts'

export type NewLink = {
  tokenHash: Buffer
  kind: LinkKind
  userId: number | null
  by: number | null
  at: Date
  expiresAt: Date
}
/** A new link takes the place of the earlier ones for the same person (or of the earlier first link). */
export async function replaceLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.run(sql`delete from invitations where used_at is null and user_id is not distinct from ${link.userId}`)
  await tx.run(sql`insert into invitations (token_hash, user_id, kind, created_by, created_at, expires_at)
                   values (${link.tokenHash}, ${link.userId}, ${link.kind}, ${link.by}, ${link.at}, ${link.expiresAt})`)
}

export type Link = { kind: LinkKind; userId: number | null; email: string | null; name: string | null }
/** Null when it was used, is too old, was replaced, or its person is deactivated. */
export const findLink = (tx: Tx, tokenHash: Buffer, now: Date): Promise<Link | null> =>
  tx.maybe(sql`select i.kind, i.user_id as "userId", u.email, u.name from invitations i left join users u on u.id = i.user_id
               where i.token_hash = ${tokenHash} and i.used_at is null and i.expires_at > ${now} and u.deactivated_at is null`)

/** Whether the link by which the first administrator joins is somewhere, and still works. */
export const isFirstLinkOut = async (tx: Tx, now: Date): Promise<boolean> =>
  (await tx.maybe(
    sql`select 1 from invitations where user_id is null and kind = 'first' and used_at is null and expires_at > ${now}`,
  )) !== null

/** Uses it up; false when somebody else just did. */
export const takeLink = async (tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> =>
  (await tx.run(
    sql`update invitations set used_at = ${now} where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}`,
  )) === 1

export const deleteLinksOf = (tx: Tx, userId: number): Promise<number> =>
  tx.run(sql`delete from invitations where user_id = ${userId} and used_at is null`)
