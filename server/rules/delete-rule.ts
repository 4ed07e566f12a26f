import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { RuleRef } from './contract.ts'
import { ruleChanged } from './events.ts'
import { mayManageRules } from './policy.ts'
import { hideRule, lockRule } from './queries.ts'

/** It runs no more; what it did stays explained. */
export const deleteRule = command(
  'rule.delete',
  { input: RuleRef, may: mayManageRules, about: 'Delete a business rule.' },
  async (ctx, { ruleId }) => {
    const rule = await lockRule(ctx.tx, ruleId)
    if (rule === null || rule.ownerId !== null) throw new Refusal('rule_not_found')
    await hideRule(ctx.tx, ruleId, ctx.now)
    await audit(ctx, ctx.actor, 'rule.deleted', `rule:${ruleId}`, {}, rule.title)
    record(ctx, ruleChanged, { stream: 'account', by: ctx.actor, data: { kind: rule.kind, ruleId } })
    return null
  },
)
