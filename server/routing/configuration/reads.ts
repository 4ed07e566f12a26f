import { type Read, read } from '../../platform/http/read.ts'
import { operatorsOf } from '../../platform/pure/conditions/field.ts'
import type { AskFields } from '../../tickets/index.ts'
import type { CapacityRuleView, QueueFieldView, QueueView, SkillView } from '../contract.ts'
import { mayManageRouting, maySeeRouting } from '../policy.ts'
import { askableOf } from '../pure/queue.ts'
import { listQueues } from '../queries.ts'
import { listCapacityRules, listSkills } from './queries.ts'

export const configurationReads = (fields: AskFields): Read[] => [
  read(
    '/api/v1/queues',
    { may: maySeeRouting, about: 'The queues, in the order in which the first that fits is taken.' },
    async ({ db }): Promise<QueueView[]> =>
      (await listQueues(db)).map(({ updatedAt, ...queue }) => ({ ...queue, updatedAt: updatedAt.toISOString() })),
  ),
  read(
    '/api/v1/queues/fields',
    { may: mayManageRouting, about: 'What conditions of a queue may ask.' },
    async ({ db }): Promise<QueueFieldView[]> =>
      [...askableOf(await fields(db)).values()].map((field) => ({
        name: field.name,
        type: field.type,
        of: field.of ?? null,
        options: field.options ?? null,
        operators: operatorsOf(field, 'state'),
        label: field.label ?? null,
      })),
  ),
  read(
    '/api/v1/skills',
    { may: maySeeRouting, about: 'Skills, and who has them.' },
    ({ db }): Promise<SkillView[]> => listSkills(db),
  ),
  read(
    '/api/v1/capacity-rules',
    { may: mayManageRouting, about: 'How much work agents are given at once; the default first.' },
    ({ db }): Promise<CapacityRuleView[]> => listCapacityRules(db),
  ),
]
