import type { Tx } from '../../platform/db.ts'
import { type BulkView, UNDO_MINUTES } from './contract.ts'
import { countItems, type StoredBulk } from './queries.ts'

export const undoUntil = ({ finishedAt }: Pick<StoredBulk, 'finishedAt'>): Date | null =>
  finishedAt === null ? null : new Date(finishedAt.getTime() + UNDO_MINUTES * 60_000)

export async function viewOf(tx: Tx, bulk: Pick<StoredBulk, 'id' | 'state' | 'finishedAt'>): Promise<BulkView> {
  const { id, state } = bulk
  const until = state === 'done' ? undoUntil(bulk) : null
  return { id, state, ...(await countItems(tx, id)), undoUntil: until?.toISOString() ?? null }
}
