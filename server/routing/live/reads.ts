import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { requireConversation } from '../../tickets/index.ts'
import type { RoutingNames, RoutingStand, WorkView } from '../contract.ts'
import { mayBeOffered, maySeeRouting } from '../policy.ts'
import { listQueues, listSkillNames, readSettings } from '../queries.ts'
import { listWork } from './queries.ts'
import { readStand } from './read-stand.ts'

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
