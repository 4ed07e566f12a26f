import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { requireConversation } from '../../tickets/index.ts'
import type { HeldView, RoutingNames, RoutingStand, WorkView } from '../contract.ts'
import { mayBeOffered, maySeeRouting, maySupervise } from '../policy.ts'
import { listQueues, listSkillNames, readSettings } from '../queries.ts'
import { listHeld } from '../supervision/queries.ts'
import { listWork } from './queries.ts'
import { readStand } from './read-stand.ts'

const MOST_HELD = 100

export const workReads: Read[] = [
  read(
    '/api/v1/me/work',
    { may: mayBeOffered, about: 'Your status and since when, and how much you hold.' },
    async ({ db, actor, now }): Promise<WorkView> => {
      const [work] = actor.kind === 'user' ? await listWork(db, now, [actor.userId]) : []
      if (work === undefined) throw new Refusal('not_found')
      return work
    },
  ),
  read(
    '/api/v1/routing/agents/:id/work',
    {
      params: Type.Object({ id: Id }),
      may: maySupervise,
      about: 'What an agent is offered, and what open work is his, the latest first, as far as you reach it.',
    },
    async ({ db, actor, params }): Promise<HeldView[]> =>
      (await listHeld(db, actor, params.id, MOST_HELD)).map(({ waitingSince, ...held }) => ({
        ...held,
        waitingSince: waitingSince?.toISOString() ?? null,
      })),
  ),
  read(
    '/api/v1/routing/names',
    { may: maySeeRouting, about: 'Queues and skills by name, and whether work is routed at all.' },
    async ({ db }): Promise<RoutingNames> => {
      const [settings, queues, skills] = await Promise.all([readSettings(db), listQueues(db), listSkillNames(db)])
      return { enabled: settings.enabled, queues: queues.map(({ id, name, active }) => ({ id, name, active })), skills }
    },
  ),
  read(
    '/api/v1/conversations/:id/routing',
    {
      params: Type.Object({ id: Id }),
      may: maySeeRouting,
      about: 'Where a conversation stands in routing and, while it waits, who could take it now and who could not.',
    },
    async ({ db, actor, params, now }): Promise<RoutingStand> => {
      await requireConversation(db, actor, params.id)
      return readStand(db, params.id, now)
    },
  ),
]
