import { differences, findUserName } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { SaveAgent } from '../contract.ts'
import { mayManageRouting } from '../policy.ts'
import {
  clearSkillsOf,
  insertAgentSkills,
  listCapacityRules,
  listSkills,
  lockConfiguration,
  putUnderRule,
} from './queries.ts'
import { requireAgents } from './require-agents.ts'
import { tellConfigured } from './tell.ts'

/** One agent's skills, and the capacity rule he goes by: the same as in `skill.save` and `capacity_rule.save`, by person. */
export const saveAgent = command(
  'routing.save_agent',
  { input: SaveAgent, may: mayManageRouting, about: 'Say what skills an agent has, and how much he is given at once.' },
  async (ctx, { userId, capacityRuleId, ...given }) => {
    await lockConfiguration(ctx.tx)
    await requireAgents(ctx.tx, [userId], 'userId')
    const [rules, known] = [await listCapacityRules(ctx.tx), await listSkills(ctx.tx)]
    const rule = rules.find(({ id }) => id === capacityRuleId)
    if (capacityRuleId !== null && rule === undefined) throw new Refusal('capacity_rule_not_found')
    const skills = [...new Map(given.skills.map((skill) => [skill.skillId, skill])).values()]
    if (skills.some(({ skillId }) => !known.some(({ id }) => id === skillId))) throw new Refusal('skill_not_found')
    const ruleId = rule === undefined || rule.isDefault ? null : rule.id
    const namesOf = (ids: readonly number[]) => known.flatMap(({ id, name }) => (ids.includes(id) ? [name] : []))
    const before = {
      skills: namesOf(known.flatMap(({ id, agents }) => (agents.some((each) => each.userId === userId) ? [id] : []))),
      capacity: rules.find(({ userIds }) => userIds.includes(userId))?.name ?? '',
    }
    await clearSkillsOf(ctx.tx, userId)
    await insertAgentSkills(
      ctx.tx,
      skills.map((skill) => ({ ...skill, userId })),
    )
    await putUnderRule(ctx.tx, ruleId, [userId])
    await tellConfigured(ctx, {
      what: 'skills',
      action: 'routing.agent_changed',
      subject: `user:${userId}`,
      changes: differences(before, {
        skills: namesOf(skills.map(({ skillId }) => skillId)),
        capacity: ruleId === null ? '' : (rule?.name ?? ''),
      }),
      name: (await findUserName(ctx.tx, userId))?.name ?? null,
    })
    return null
  },
)
