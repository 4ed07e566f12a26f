import { Type } from 'typebox'
import type { Tx } from '../../platform/db.ts'
import { type Read, read } from '../../platform/http/read.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { listTickets } from '../queries.ts'
import { mayReadConversations } from '../scope.ts'
import type { TicketLinks } from './contract.ts'
import { findLinked, listFollowUps, listIncidents, listMerged, listOpenIncidents, listProblems } from './queries.ts'

type Parts = { requireConversation(db: Tx, actor: Actor, id: number): Promise<unknown> }

export const linkReads = ({ requireConversation }: Parts): Read[] => [
  read(
    '/api/v1/conversations/:id/links',
    {
      params: Type.Object({ id: Id }),
      may: mayReadConversations,
      about: 'The tickets this one has to do with: merged, followed, problem and incidents; those in scope.',
    },
    async ({ db, actor, params }): Promise<TicketLinks> => {
      await requireConversation(db, actor, params.id)
      const [ticket] = await listTickets(db, [params.id])
      if (ticket === undefined) throw new Refusal('ticket_not_found')
      const [mergedInto, merged, follows, followUps, problem, incidents, openIncidents] = await Promise.all([
        findLinked(db, actor, ticket.mergedInto),
        listMerged(db, actor, ticket.id),
        findLinked(db, actor, ticket.follows),
        listFollowUps(db, actor, ticket.id),
        findLinked(db, actor, ticket.problemId),
        listIncidents(db, actor, ticket.id),
        listOpenIncidents(db, actor, ticket.id),
      ])
      return { mergedInto, merged, follows, followUps, problem, incidents, openIncidents }
    },
  ),
  read(
    '/api/v1/problem-tickets',
    {
      query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 120 })) }),
      may: mayReadConversations,
      about: 'Open tickets of the type problem in scope, the latest first.',
    },
    ({ db, actor, query }) => listProblems(db, actor, query.q?.trim() ?? ''),
  ),
]
