import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { OrderRules } from './contract.ts'
import { ruleChanged } from './events.ts'
import { mayManageRules } from './policy.ts'
import { listRules, orderRules } from './queries.ts'

/** All rules of a kind in their new order; refused when somebody added or deleted one meanwhile. */
export const orderRulesCommand = command(
  'rule.order',
  { input: OrderRules, may: mayManageRules, about: 'Put the rules of one kind in order.' },
  async (ctx, { kind, rules }) => {
    const known = (await listRules(ctx.tx, kind)).map(({ id }) => id).sort((a, b) => a - b)
    const given = rules.map(({ id }) => id).sort((a, b) => a - b)
    if (JSON.stringify(known) !== JSON.stringify(given)) throw new Refusal('rules_changed_meanwhile')
    if ((await orderRules(ctx.tx, rules)) === 0) return null
    await audit(ctx, ctx.actor, 'rule.ordered', `rules:${kind}`, {})
    record(ctx, ruleChanged, { stream: 'account', by: ctx.actor, data: { kind, ruleId: null } })
    return null
  },
)
