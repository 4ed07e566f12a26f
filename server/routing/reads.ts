import { Type } from 'typebox'
import { type Read, read } from '../platform/http/read.ts'
import { Id } from '../platform/pure/schemas.ts'
import { type AskFields, requireConversation } from '../tickets/index.ts'
import { configurationReads } from './configuration/reads.ts'
import type { AgentStatusView, OfferView, RoutingSettings } from './contract.ts'
import { listOffersOf, listOffersTo, type OfferLine } from './offers/queries.ts'
import { workReads } from './live/reads.ts'
import { offerView } from './offers/view.ts'
import { mayBeOffered, mayManageRouting, maySeeRouting } from './policy.ts'
import { reportReads } from './report/reads.ts'
import { simulationReads } from './simulation/reads.ts'
import { listStatuses, readSettings } from './queries.ts'

const MOST_OFFERS = 20
export type OfferLineView = Omit<OfferLine, 'madeAt' | 'until' | 'endedAt'> & {
  madeAt: string
  until: string | null
  endedAt: string | null
}

export const routingReads = (fields: AskFields): Read[] => [
  ...configurationReads(fields),
  ...workReads,
  read(
    '/api/v1/routing/settings',
    { may: mayManageRouting, about: 'How work finds an agent.' },
    ({ db }): Promise<RoutingSettings> => readSettings(db),
  ),
  read(
    '/api/v1/agent-statuses',
    { may: maySeeRouting, about: 'What agents may be doing, and which work each lets in.' },
    ({ db }): Promise<AgentStatusView[]> => listStatuses(db),
  ),
  read(
    '/api/v1/me/offers',
    { may: mayBeOffered, about: 'What is offered to oneself now, the oldest first.' },
    async ({ db, actor }): Promise<OfferView[]> =>
      actor.kind === 'user'
        ? (await listOffersTo(db, actor.userId)).map(({ userId: _, ...open }) => offerView(open))
        : [],
  ),
  read(
    '/api/v1/conversations/:id/offers',
    {
      params: Type.Object({ id: Id }),
      may: maySeeRouting,
      about: 'To whom a conversation was offered or given, and why; newest first.',
    },
    async ({ db, actor, params }): Promise<OfferLineView[]> => {
      await requireConversation(db, actor, params.id)
      return (await listOffersOf(db, params.id, MOST_OFFERS)).map(({ madeAt, until, endedAt, ...line }) => ({
        ...line,
        madeAt: madeAt.toISOString(),
        until: until?.toISOString() ?? null,
        endedAt: endedAt?.toISOString() ?? null,
      }))
    },
  ),
  ...simulationReads,
  ...reportReads,
]
