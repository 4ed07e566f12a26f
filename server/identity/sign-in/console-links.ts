import type { Database } from '../../platform/db.ts'
import { system } from '../../platform/pure/actor.ts'
import { audit } from '../audit.ts'
import { countAdministrators, findAdministrator } from '../queries/users.ts'
import { isFirstLinkOut } from '../queries/links.ts'
import { makeLink } from './links.ts'

/** For whoever starts the server: the first administrator's link, while there is no administrator; else null [ID1]. */
export function makeFirstLink(db: Database, now: Date): Promise<string | null> {
  return db.transaction(async (tx) =>
    (await countAdministrators(tx, null)) > 0 ? null : makeLink(tx, { kind: 'first', userId: null, by: null, at: now }),
  )
}

/** The same for a server that starts beside others: the link that one of them has shown stays as it is (`isShown`). */
export async function makeFirstLinkBeside(db: Database, now: Date): Promise<{ link: string | null; isShown: boolean }> {
  const isShown = (await countAdministrators(db, null)) === 0 && (await isFirstLinkOut(db, now))
  return { link: isShown ? null : await makeFirstLink(db, now), isShown }
}

export type AdminLink = { link: string; kind: 'first' | 'sign_in'; email: string | null }

/**
 * For whoever has the machine's console [ID1]: the first administrator's link, or one by which an administrator (the one
 * of this address, else the oldest) chooses a new password. Null when there is no administrator of that address.
 */
export async function makeAdminLink(db: Database, now: Date, email: string | null = null): Promise<AdminLink | null> {
  const first = await makeFirstLink(db, now)
  if (first !== null) return { link: first, kind: 'first', email: null }
  return db.transaction(async (tx) => {
    const administrator = await findAdministrator(tx, email)
    if (administrator === null) return null
    await audit({ tx, now }, system, 'user.link_made', `user:${administrator.id}`, {}, administrator.email)
    const link = await makeLink(tx, { kind: 'sign_in', userId: administrator.id, by: null, at: now })
    return { link, kind: 'sign_in', email: administrator.email }
  })
}
