import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import type { ChannelLevel } from '../contract.ts'
import { maySupervise } from '../policy.ts'
import { USUAL } from '../supervision/lanes.ts'
import { listLevels, listMostAtOnce } from './queries.ts'

const DAY_MS = 86_400_000

export const reportReads: Read[] = [
  read(
    '/api/v1/routing/channels',
    {
      query: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 31 }) }),
      may: maySupervise,
      about:
        'Of each channel: how much agents had in the promised time, the waits, and how many conversations they held at once.',
    },
    async ({ db, actor, now, query }): Promise<ChannelLevel[]> => {
      const asked = { actor, since: new Date(now.getTime() - query.days * DAY_MS) }
      const [levels, most] = await Promise.all([
        listLevels(db, { ...asked, usualSeconds: USUAL.targetSeconds }),
        listMostAtOnce(db, asked),
      ])
      const known = new Map(most.map((each) => [each.channelId, each.most]))
      return levels.map((level) => ({ ...level, mostAtOnce: known.get(level.channelId) ?? 0 }))
    },
  ),
]
