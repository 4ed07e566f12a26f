import { type AskFields, deletePolicy, listPolicies, savePolicy } from '../../tickets/index.ts'
import { inConditions, made, part, type Transferable, unlessNone } from './kind.ts'

export const slaPolicy = (fields: AskFields): Transferable => ({
  ...made(savePolicy(fields)),
  remove: (ctx, policyId) => deletePolicy.run(ctx, { policyId }),
  list: async (tx) =>
    (await listPolicies(tx)).map((each) => ({
      id: each.id,
      version: each.version,
      item: part(each, 'name', 'active', 'conditions', 'scheduleId', 'targets'),
    })),
  swap: ({ scheduleId, ...item }, swap, ofField) => ({
    ...inConditions(item, swap, ofField),
    scheduleId: unlessNone(scheduleId, (each) => swap('schedule', each, 'scheduleId')),
  }),
})
