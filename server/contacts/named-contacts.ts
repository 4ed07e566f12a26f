import type { Tx } from '../platform/db.ts'
import type { Conditions } from '../platform/pure/conditions/condition.ts'
import type { Field } from '../platform/pure/conditions/field.ts'
import { idsAsked, withIdsNow } from '../platform/pure/conditions/ids-asked.ts'
import { contactMerged, contactSplit, movesIn } from './events.ts'
import { listCurrent } from './queries/merges.ts'

export type NamedContacts = {
  /** The conditions as they are asked now. */
  now(conditions: Conditions): Conditions
  /** Whether an event moves tickets from or to one of them: then they are read again, and what they ask for is other. */
  isMovedBy(message: unknown): boolean
  has(contactId: number): boolean
}
export const namesNobody: NamedContacts = { now: (conditions) => conditions, isMovedBy: () => false, has: () => false }

/**
 * Contacts that conditions name, as they are now [CT13]: tickets of one that was merged are those of whom it is part of, and
 * after a split its own again. So what people chose stays as they chose it, and asks for whoever that is.
 */
export async function readNamedContacts(
  tx: Tx,
  fields: ReadonlyMap<string, Field>,
  asked: readonly Conditions[],
): Promise<NamedContacts> {
  const ids = [...new Set(asked.flatMap((conditions) => idsAsked(conditions, fields, 'contact')))]
  if (ids.length === 0) return namesNobody
  const current = await listCurrent(tx, ids)
  const now = new Map(current.filter(({ isLast }) => isLast).map(({ asked: id, id: last }) => [id, last]))
  const named = new Set(current.map(({ id }) => id))
  return {
    now: (conditions) => withIdsNow(conditions, fields, 'contact', now),
    isMovedBy: (message) =>
      isMove(message) && movesIn([message]).some(({ from, into }) => named.has(from) || named.has(into)),
    has: (contactId) => named.has(contactId),
  }
}

const isMove = (message: unknown): message is { data: Record<string, unknown> } =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  (message.type === contactMerged.type || message.type === contactSplit.type) &&
  'data' in message &&
  typeof message.data === 'object' &&
  message.data !== null
