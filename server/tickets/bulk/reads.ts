import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import type { BulkReport } from './contract.ts'
import { mayBulkEdit } from './policy.ts'
import { findBulk, listRefusals } from './queries.ts'
import { viewOf } from './view.ts'

export const bulkReads: Read[] = [
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
