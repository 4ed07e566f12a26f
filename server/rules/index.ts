import type { TimerHandler } from '../platform/timers/timer.ts'
import type { ClocksOf } from './automations/clocks.ts'
import { CHECK } from './automations/plan-checks.ts'
import { type AutomationParts, runAutomations } from './automations/run-automations.ts'
import type { AskFields } from '../tickets/index.ts'
import { deleteRule } from './delete-rule.ts'
import { deleteMacro } from './macros/delete-macro.ts'
import { saveMacro } from './macros/save-macro.ts'
import { dryRun } from './dry-run/dry-run.ts'
import { goOn, WAIT } from './messaging/go-on.ts'
import { orderRulesCommand } from './order-rules.ts'
import { applyRecipe } from './recipes/apply-recipe.ts'
import { undoRecipe } from './recipes/undo-recipe.ts'
import { restoreRule, saveRule } from './save-rule.ts'
import type { Sealing } from '../platform/sealing.ts'
import { webhookCommands } from './webhooks/save-webhook.ts'
import { deleteReply, saveReply } from './saved-replies/save-reply.ts'

export { clocksOfTickets } from './automations/clocks.ts'
export { planChecks } from './automations/plan-checks.ts'
export { createReplanning } from './automations/replan.ts'
export { createRuleDirectory, type RuleDirectory } from './directory.ts'
export { events } from './events.ts'
export { createFailures } from './failures.ts'
export { deleteFirings } from './queries.ts'
export { noteMacros } from './macros/note-macros.ts'
export { reactions } from './reactions.ts'
export { runMessagingTriggers } from './messaging/run-messaging-triggers.ts'
export { ruleReads } from './reads.ts'
export { toolsEntry } from './tools.ts'
export { createWebhookDirectory, type WebhookDirectory } from './webhooks/directory.ts'
export { webhookTasks } from './webhooks/deliver.ts'
export { webhookReactions } from './webhooks/owe.ts'
export { deleteDeliveries } from './webhooks/queries.ts'
export { webhookReads } from './webhooks/reads.ts'
export { runTriggers } from './triggers/run-triggers.ts'
export { type Complaint, complaintsOf, inShape } from './complaints.ts'
export { deleteMacro, saveMacro }
export { deleteReply, saveReply }
export { deleteRule, saveRule }
export { deleteWebhook, saveWebhook } from './webhooks/save-webhook.ts'
export { mayManageRules } from './policy.ts'
export { type RefKind, type Swap, swapReferences } from './pure/references.ts'
export { listRules } from './queries.ts'
export { listReplies } from './saved-replies/queries.ts'
export { listWebhooks } from './webhooks/queries.ts'

export const timers = (parts: AutomationParts): Readonly<Record<string, TimerHandler>> => ({
  [CHECK]: runAutomations(parts),
  [WAIT]: goOn(parts.failures),
})

export type RuleParts = { sealing: Pick<Sealing, 'seal'>; fields: AskFields; clocks: ClocksOf }
/** What conditions may ask changes as people add fields of their own. */
export const commands = ({ sealing, fields, clocks }: RuleParts) => [
  ...webhookCommands(sealing),
  saveRule(fields),
  restoreRule(fields),
  deleteRule,
  orderRulesCommand,
  saveMacro,
  deleteMacro,
  applyRecipe(fields),
  undoRecipe,
  saveReply,
  deleteReply,
  dryRun(fields, clocks),
]
