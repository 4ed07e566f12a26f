import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { isAdministrator, type User } from '../model.ts'
import { countAdministrators } from '../queries/users.ts'

/** Refuses to take the last administrator away [ID7]. The caller holds `lockAdministrators`. */
export async function requireAdministratorBesides(tx: Tx, user: User): Promise<void> {
  if (isAdministrator(user) && (await countAdministrators(tx, user.id)) === 0) throw new Refusal('last_administrator')
}
