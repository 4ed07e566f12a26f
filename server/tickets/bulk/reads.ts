import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import type { BulkReport, BulkView } from './contract.ts'
import { mayBulkEdit } from './policy.ts'
import { findBulk, findLastBulk, listRefusals } from './queries.ts'
import { undoUntil, viewOf } from './view.ts'

const DAY_MS = 86_400_000

export const bulkReads: Read[] = [
  read(
    '/api/v1/bulk-edits',
    {
      may: mayBulkEdit,
      about: 'The bulk edit of one’s own that is under way, or can still be taken back; null without one.',
    },
    async ({ db, actor, now }): Promise<BulkView | null> => {
      if (actor.kind !== 'user') return null
      const bulk = await findLastBulk(db, actor.userId, new Date(now.getTime() - DAY_MS))
      if (bulk === null) return null
      const until = undoUntil(bulk)
      const isOver = bulk.state === 'undone' || (until !== null && until < now && bulk.state === 'done')
      return isOver ? null : viewOf(db, bulk)
    },
  ),
  read(
    '/api/v1/bulk-edits/:id',
    {
      params: Type.Object({ id: Id }),
      may: mayBulkEdit,
      about: 'How a bulk edit of one’s own stands, with the tickets it was refused for and why.',
    },
    async ({ db, actor, params }): Promise<BulkReport> => {
      const bulk = await findBulk(db, params.id)
      if (bulk === null || actor.kind !== 'user' || bulk.userId !== actor.userId)
        throw new Refusal('bulk_edit_not_found')
      return { ...(await viewOf(db, bulk)), what: bulk.what, refusals: await listRefusals(db, bulk.id) }
    },
  ),
]
