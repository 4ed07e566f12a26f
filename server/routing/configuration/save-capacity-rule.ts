import { differences } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { CapacityRuleRef, SaveCapacityRule } from '../contract.ts'
import { mayManageRouting } from '../policy.ts'
import {
  freeOfRule,
  hideCapacityRule,
  insertCapacityRule,
  listCapacityRules,
  lockConfiguration,
  putUnderRule,
  updateCapacityRule,
} from './queries.ts'
import { requireAgents } from './require-agents.ts'
import { tellConfigured } from './tell.ts'

const AUDITED = ['name', 'email', 'messaging', 'call', 'userIds'] as const

/** An agent goes by one rule: named here, he goes by no other. Named in the default one, he goes by that again. */
export const saveCapacityRule = command(
  'capacity_rule.save',
  { input: SaveCapacityRule, may: mayManageRouting, about: 'Say how much work agents are given at once.' },
  async (ctx, { id, ...given }) => {
    await lockConfiguration(ctx.tx)
    const before = id === undefined ? null : (await listCapacityRules(ctx.tx)).find((rule) => rule.id === id)
    if (before === undefined) throw new Refusal('capacity_rule_not_found')
    const isDefault = before?.isDefault === true
    const rule = { ...given, name: isDefault ? '' : given.name.trim() }
    if (rule.name === '' && !isDefault)
      throw new Refusal('capacity_rule_invalid', { fields: [{ field: 'name', message: 'missing' }] })
    await requireAgents(ctx.tx, rule.userIds, 'userIds')
    const saved = before?.id ?? (await insertCapacityRule(ctx.tx, rule))
    if (before !== null) await updateCapacityRule(ctx.tx, saved, rule)
    if (before !== null && !isDefault) await freeOfRule(ctx.tx, saved, rule.userIds)
    await putUnderRule(ctx.tx, isDefault ? null : saved, rule.userIds)
    await tellConfigured(ctx, {
      what: 'capacity',
      action: before === null ? 'capacity_rule.created' : 'capacity_rule.changed',
      subject: `capacity_rule:${saved}`,
      changes: differences(before, rule, AUDITED),
      name: isDefault ? null : rule.name,
    })
    return { id: saved }
  },
)

/** Its agents go by the default one. */
export const deleteCapacityRule = command(
  'capacity_rule.delete',
  { input: CapacityRuleRef, may: mayManageRouting, about: 'Delete a capacity rule; its agents go by the default one.' },
  async (ctx, { ruleId }) => {
    await lockConfiguration(ctx.tx)
    const rule = (await listCapacityRules(ctx.tx)).find(({ id }) => id === ruleId)
    if (rule === undefined) throw new Refusal('capacity_rule_not_found')
    if (rule.isDefault) throw new Refusal('capacity_rule_is_default')
    await freeOfRule(ctx.tx, ruleId, [])
    await hideCapacityRule(ctx.tx, ruleId, ctx.now)
    const subject = `capacity_rule:${ruleId}`
    await tellConfigured(ctx, { what: 'capacity', action: 'capacity_rule.deleted', subject, name: rule.name })
    return null
  },
)
