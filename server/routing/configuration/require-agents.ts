import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { listAssignable } from './queries.ts'

/** All of them may hold tickets; whoever may not is named. */
export async function requireAgents(tx: Tx, userIds: readonly number[], field: string): Promise<void> {
  if (userIds.length === 0) return
  const known = await listAssignable(tx, userIds)
  const wrong = userIds.filter((id) => !known.has(id))
  if (wrong.length > 0)
    throw new Refusal('agent_not_assignable', {
      fields: wrong.map((id) => ({ field, message: 'not_assignable', of: id })),
    })
}
