import type { Field } from '../platform/pure/conditions/field.ts'
import { deleteRule } from './delete-rule.ts'
import { orderRulesCommand } from './order-rules.ts'
import { restoreRule, saveRule } from './save-rule.ts'

export { createRuleDirectory, type RuleDirectory } from './directory.ts'
export { events } from './events.ts'
export { createFailures } from './failures.ts'
export { ruleReads } from './reads.ts'
export { runTriggers } from './triggers/run-triggers.ts'

/** What conditions may ask changes as people add fields of their own. */
export const commands = (fields: () => ReadonlyMap<string, Field>) => [
  saveRule(fields),
  restoreRule(fields),
  deleteRule,
  orderRulesCommand,
]
