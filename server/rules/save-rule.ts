import { audit, differences } from '../identity/index.ts'
import { type SingleCommand, command } from '../platform/commands/command.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { AskFields } from '../tickets/index.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { checkDefinition } from './check-definition.ts'
import { RestoreRule, SaveRule } from './contract.ts'
import { ruleChanged } from './events.ts'
import { mayManageRules } from './policy.ts'
import { insertRule, listVersions, lockRule, type Rule, updateRule } from './queries.ts'

export type Content = Pick<Rule, 'kind' | 'title' | 'category' | 'active' | 'definition'>

/** Makes a rule, or a new version of one; whoever edits an old version is told instead of undoing another's work [RU6]. */
export const saveRule = (fields: AskFields): SingleCommand<typeof SaveRule, { id: number; version: number }> =>
  command(
    'rule.save',
    { input: SaveRule, may: mayManageRules, about: 'Make or change a business rule.' },
    async (ctx, { id, version, ...content }) => {
      // Macros have owners: they are saved by a command of their own.
      if (content.kind === 'macro')
        throw new Refusal('rule_invalid', { fields: [{ field: 'kind', message: 'unknown' }] })
      if (id === undefined) return save(ctx, fields, null, content)
      const before = await lockRule(ctx.tx, id)
      if (before === null || before.kind !== content.kind) throw new Refusal('rule_not_found')
      if (version !== undefined && version !== before.version)
        throw new Refusal('rule_changed_meanwhile', { version: before.version })
      return save(ctx, fields, before, content)
    },
  )

/** An older version becomes the newest one. */
export const restoreRule = (fields: AskFields): SingleCommand<typeof RestoreRule, { id: number; version: number }> =>
  command(
    'rule.restore',
    { input: RestoreRule, may: mayManageRules, about: 'Make an older version of a rule the newest.' },
    async (ctx, { ruleId, version }) => {
      const before = await lockRule(ctx.tx, ruleId)
      const older = (await listVersions(ctx.tx, ruleId)).find((each) => each.version === version)
      if (before === null || before.ownerId !== null || older === undefined) throw new Refusal('rule_not_found')
      const { title, category, active, definition } = older
      return save(ctx, fields, before, { kind: before.kind, title, category, active, definition })
    },
  )

async function save(
  ctx: Context & { actor: Actor },
  fields: AskFields,
  before: Rule | null,
  content: Content,
): Promise<{ id: number; version: number }> {
  const title = content.title.trim()
  if (title === '') throw new Refusal('rule_invalid', { fields: [{ field: 'title', message: 'missing' }] })
  const definition = await checkDefinition(ctx.tx, content.kind, content.definition, await fields(ctx.tx))
  return saveContent(ctx, before, { ...content, title, category: content.category.trim(), definition })
}

/** What has been checked is stored, as a version, with its audit and its event. */
export async function saveContent(
  ctx: Context & { actor: Actor },
  before: Rule | null,
  saved: Content,
): Promise<{ id: number; version: number }> {
  const by = { authorId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
  const id = before?.id ?? (await insertRule(ctx.tx, saved, by))
  if (before !== null) await updateRule(ctx.tx, id, saved, by)
  await audit(
    ctx,
    ctx.actor,
    before === null ? 'rule.created' : 'rule.changed',
    `rule:${id}`,
    differences(before, saved, AUDITED),
    saved.title,
  )
  record(ctx, ruleChanged, { stream: 'account', by: ctx.actor, data: { kind: saved.kind, ruleId: id } })
  return { id, version: (before?.version ?? 0) + 1 }
}

/** What the audit tells of a rule. */
export const AUDITED = ['title', 'category', 'active', 'definition'] as const
