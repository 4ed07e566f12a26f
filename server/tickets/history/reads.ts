import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { listTickets } from '../queries.ts'
import { mayReadConversations } from '../scope.ts'
import { UpdateBy, UpdateKind, type UpdateView } from './contract.ts'
import { listUpdates } from './queries.ts'
import { updateViews } from './view.ts'

type Parts = {
  nameAgent: (userId: number) => { name: string }
  requireConversation(db: Tx, actor: Actor, id: number): Promise<unknown>
}

const PAGE = 50
const MOST = 200

/** The history of a ticket, page by page: the next one begins `before` the last id. */
export const historyReads = (parts: Parts): Read[] => [
  read(
    '/api/v1/conversations/:id/updates',
    {
      params: Type.Object({ id: Id }),
      query: Type.Object({
        before: Type.Optional(Id),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST })),
        kind: Type.Optional(UpdateKind),
        by: Type.Optional(UpdateBy),
      }),
      may: mayReadConversations,
      about: 'The audit of the ticket: each update, newest first; of one kind, or by somebody, where asked.',
    },
    async ({ db, actor, params, query }): Promise<UpdateView[]> => {
      await parts.requireConversation(db, actor, params.id)
      const [ticket] = await listTickets(db, [params.id])
      if (ticket === undefined) return []
      const found = await listUpdates(db, ticket, {
        before: query.before ?? null,
        limit: query.limit ?? PAGE,
        kind: query.kind,
        by: query.by === undefined ? undefined : byOf(query.by),
      })
      return updateViews(db, found, parts.nameAgent)
    },
  ),
]

function byOf(text: string): { kind: string; id: number | null } {
  const [kind = '', id] = text.split(':')
  return { kind, id: id === undefined ? null : Number(id) }
}
