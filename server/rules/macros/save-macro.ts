import { audit, differences, findGroup } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import { type Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { ruleChanged } from '../events.ts'
import { insertRule, lockRule, type Rule, updateRule } from '../queries.ts'
import { AUDITED } from '../save-rule.ts'
import { checkMacro } from './check-macro.ts'
import { SaveMacro, type Sharing } from './contract.ts'
import { mayTryKeep, requireKeep } from './policy.ts'
import { setSharing } from './queries.ts'

/** Makes a macro, or a new version of one [RU17]. */
export const saveMacro = command(
  'macro.save',
  { input: SaveMacro, may: mayTryKeep, about: 'Make or change a macro.' },
  async (ctx, { id, version, sharing, ...content }) => {
    const before = id === undefined ? null : await lockMacro(ctx, id)
    requireKeep(ctx.actor, before, sharing.with)
    if (before !== null && version !== undefined && version !== before.version)
      throw new Refusal('rule_changed_meanwhile', { version: before.version })
    const title = content.title.trim()
    if (title === '') throw new Refusal('rule_invalid', { fields: [{ field: 'title', message: 'missing' }] })
    const whose = await sharedWith(ctx, ctx.actor, sharing)
    const definition = await checkMacro(ctx.tx, content.definition)
    const saved = { ...content, kind: 'macro' as const, title, category: content.category.trim(), definition }
    const by = { authorId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
    const macroId = before?.id ?? (await insertRule(ctx.tx, saved, by))
    if (before !== null) await updateRule(ctx.tx, macroId, saved, by)
    await setSharing(ctx.tx, macroId, whose)
    await auditMacro(ctx, { ...saved, ...whose, id: macroId }, before)
    record(ctx, ruleChanged, { stream: 'account', by: ctx.actor, data: { kind: 'macro', ruleId: macroId } })
    return { id: macroId, version: (before?.version ?? 0) + 1 }
  },
)

export async function lockMacro(ctx: Context, id: number): Promise<Rule> {
  const macro = await lockRule(ctx.tx, id)
  if (macro?.kind !== 'macro') throw new Refusal('macro_not_found')
  return macro
}

type Whose = Pick<Rule, 'ownerId' | 'groupIds'>

async function sharedWith(ctx: Context, actor: Actor, sharing: Sharing): Promise<Whose> {
  if (sharing.with === 'me') return { ownerId: actor.kind === 'user' ? actor.userId : null, groupIds: [] }
  if (sharing.with === 'everybody') return { ownerId: null, groupIds: [] }
  for (const id of sharing.groups)
    if ((await findGroup(ctx.tx, id)) === null)
      throw new Refusal('rule_invalid', { fields: [{ field: 'sharing.groups', message: 'group_unknown' }] })
  return { ownerId: null, groupIds: [...new Set(sharing.groups)].sort((a, b) => a - b) }
}

type Saved = Whose & Pick<Rule, 'id' | 'kind' | 'title' | 'category' | 'active' | 'definition'>

/** What somebody keeps for himself is nobody's business. */
async function auditMacro(ctx: Context & { actor: Actor }, after: Saved, before: Rule | null): Promise<void> {
  if (after.ownerId !== null && (before === null || before.ownerId !== null)) return
  const changes = {
    ...differences(before, after, AUDITED),
    ...(JSON.stringify(before?.groupIds ?? []) === JSON.stringify(after.groupIds)
      ? {}
      : { groups: [before?.groupIds ?? [], after.groupIds] as [unknown, unknown] }),
  }
  await audit(
    ctx,
    ctx.actor,
    before === null ? 'rule.created' : 'rule.changed',
    `rule:${after.id}`,
    changes,
    after.title,
  )
}
