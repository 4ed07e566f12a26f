import type { Tx } from '../../platform/db.ts'
import { hashToken, secret } from '../../platform/ids.ts'
import { LINK_LIFE_MS, type LinkKind } from '../model.ts'
import { replaceLink } from '../queries/links.ts'

/** A link that works once, as a path on this installation. Only its hash is kept [ID2]. */
export async function makeLink(
  tx: Tx,
  link: { kind: LinkKind; userId: number | null; by: number | null; at: Date },
): Promise<string> {
  const token = secret()
  const expiresAt = new Date(link.at.getTime() + LINK_LIFE_MS[link.kind])
  await replaceLink(tx, { ...link, tokenHash: hashToken(token), expiresAt })
  return `/welcome/${token}`
}
