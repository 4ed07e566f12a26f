import { differences } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { SaveSkill, SkillRef } from '../contract.ts'
import { mayManageRouting } from '../policy.ts'
import {
  clearSkill,
  hideSkill,
  insertAgentSkills,
  insertSkill,
  isSkillName,
  listSkills,
  lockConfiguration,
  renameSkill,
} from './queries.ts'
import { requireAgents } from './require-agents.ts'
import { tellConfigured } from './tell.ts'

export const saveSkill = command(
  'skill.save',
  { input: SaveSkill, may: mayManageRouting, about: 'Make or change a skill, and say who has it.' },
  async (ctx, { id, ...given }) => {
    const name = given.name.trim()
    if (name === '') throw new Refusal('skill_invalid', { fields: [{ field: 'name', message: 'missing' }] })
    await lockConfiguration(ctx.tx)
    const before = id === undefined ? null : (await listSkills(ctx.tx)).find((skill) => skill.id === id)
    if (before === undefined) throw new Refusal('skill_not_found')
    const agents = [...new Map(given.agents.map((agent) => [agent.userId, agent])).values()]
    await requireAgents(
      ctx.tx,
      agents.map(({ userId }) => userId),
      'agents',
    )
    const taken = () => new Refusal('skill_name_taken', { fields: [{ field: 'name', message: 'taken' }] })
    if (before !== null && (await isSkillName(ctx.tx, name, before.id))) throw taken()
    const skillId = before?.id ?? (await insertSkill(ctx.tx, name))
    if (skillId === null) throw taken()
    if (before !== null) {
      await renameSkill(ctx.tx, skillId, name)
      await clearSkill(ctx.tx, skillId)
    }
    await insertAgentSkills(
      ctx.tx,
      agents.map((agent) => ({ ...agent, skillId })),
    )
    await tellConfigured(ctx, {
      what: 'skills',
      action: before === null ? 'skill.created' : 'skill.changed',
      subject: `skill:${skillId}`,
      changes: differences(before === null ? null : { name: before.name, members: idsOf(before.agents) }, {
        name,
        members: idsOf(agents),
      }),
      name,
    })
    return { id: skillId }
  },
)

const idsOf = (agents: readonly { userId: number }[]): number[] =>
  agents.map(({ userId }) => userId).toSorted((a, b) => a - b)

/** Nobody has it any more, and no conversation wants it: what waits for it is looked at again [RO9]. */
export const deleteSkill = command(
  'skill.delete',
  { input: SkillRef, may: mayManageRouting, about: 'Delete a skill; no conversation wants it any more.' },
  async (ctx, { skillId }) => {
    await lockConfiguration(ctx.tx)
    const skill = (await listSkills(ctx.tx)).find(({ id }) => id === skillId)
    if (skill === undefined) throw new Refusal('skill_not_found')
    await hideSkill(ctx.tx, skillId, ctx.now)
    await tellConfigured(ctx, {
      what: 'skills',
      action: 'skill.deleted',
      subject: `skill:${skillId}`,
      name: skill.name,
    })
    return null
  },
)
