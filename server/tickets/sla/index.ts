import type { AskFields } from '../definitions/index.ts'
import { deletePolicy, restorePolicy, savePolicy, sortPolicies } from './save-policy.ts'

export { createSlaDirectory, type SlaDirectory } from './directory.ts'
export { BREACH, measureSla, missOnTime } from './measure.ts'
export { slaReactions } from './reactions.ts'
export { listPolicies } from './queries.ts'
export { deletePolicy, savePolicy } from './save-policy.ts'
export { slaReads } from './reads.ts'
export { createSlaRecalculation } from './recalculate.ts'

export const slaCommands = (fields: AskFields) => [
  savePolicy(fields),
  restorePolicy(fields),
  deletePolicy,
  sortPolicies,
]
