import { Type } from 'typebox'
import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import type { Tx } from '../platform/db.ts'
import { Id } from '../platform/pure/schemas.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { SaveStyle, type StyleRule } from './contract.ts'
import { styleChanged } from './events.ts'
import { mayManageChannels } from './policy.ts'
import { findStyle, hideStyle, insertStyle, listChannels, lockStyleChoice, updateStyle } from './queries.ts'
import { requireInactivity } from './style-copy.ts'

/** A style of the administrator's own, or other delays for a built-in one [S0.18, S0.31]. */
export const saveStyle = command(
  'style.save',
  { input: SaveStyle, may: mayManageChannels, about: 'Make or change a conversation style.' },
  async (ctx, input) => {
    const { id, ...given } = input
    const before = id === undefined ? null : await findStyle(ctx.tx, id)
    if (id !== undefined && before === null) throw new Refusal('style_not_found')
    if (before?.builtIn === true && before.kind !== given.kind) throw new Refusal('style_built_in')
    const inactivity = given.inactivity === undefined ? (before?.inactivity ?? null) : given.inactivity
    if (inactivity !== null) requireInactivity(inactivity)
    const active = given.active ?? before?.active ?? true
    if (before?.active === true && !active) await requireUnused(ctx.tx, before.id, ({ active: isOn }) => isOn)
    const fields = { ...given, inactivity, endOnSolve: given.endOnSolve ?? before?.endOnSolve ?? false, active }
    const saved = before === null ? (await insertStyle(ctx.tx, fields)).id : before.id
    if (before !== null) await updateStyle(ctx.tx, { id: saved, ...fields })
    await audit(
      ctx,
      ctx.actor,
      before === null ? 'style.created' : 'style.changed',
      `style:${saved}`,
      {
        closeAfterSeconds: [before?.closeAfterSeconds ?? null, fields.closeAfterSeconds],
        undoSeconds: [before?.undoSeconds ?? null, fields.undoSeconds],
        name: [before?.name ?? null, fields.name],
        ...(JSON.stringify(before?.inactivity ?? null) === JSON.stringify(inactivity)
          ? {}
          : { inactivity: [before?.inactivity ?? null, inactivity] as [unknown, unknown] }),
        ...((before?.endOnSolve ?? false) === fields.endOnSolve
          ? {}
          : { endOnSolve: [before?.endOnSolve ?? false, fields.endOnSolve] as [unknown, unknown] }),
        ...((before?.active ?? true) === active
          ? {}
          : { active: [before?.active ?? true, active] as [unknown, unknown] }),
      },
      fields.name,
    )
    record(ctx, styleChanged, { stream: 'account', by: ctx.actor, data: { styleId: saved } })
    return { id: saved }
  },
)

export const deleteStyle = command(
  'style.delete',
  {
    input: Type.Object({ styleId: Id }),
    may: mayManageChannels,
    about: 'Delete a conversation style no channel uses.',
  },
  async (ctx, { styleId }) => {
    const style = await findStyle(ctx.tx, styleId)
    if (style === null) throw new Refusal('style_not_found')
    if (style.builtIn) throw new Refusal('style_built_in')
    await requireUnused(ctx.tx, styleId, () => true)
    await hideStyle(ctx.tx, styleId, ctx.now)
    await audit(ctx, ctx.actor, 'style.deleted', `style:${styleId}`, { name: [style.name, null] }, style.name)
    record(ctx, styleChanged, { stream: 'account', by: ctx.actor, data: { styleId } })
    return null
  },
)

/** Neither a channel nor one of these rules gives it; those that do are named [CH6] [CH10]. */
async function requireUnused(
  tx: Tx,
  styleId: number,
  counts: (rule: Pick<StyleRule, 'active'>) => boolean,
): Promise<void> {
  const channels = (await listChannels(tx)).filter((channel) => channel.styleId === styleId).map(({ name }) => name)
  if (channels.length > 0) throw new Refusal('style_in_use', { channels })
  const chosen = (await lockStyleChoice(tx)).rules.filter((rule) => rule.styleId === styleId && counts(rule))
  if (chosen.length > 0) throw new Refusal('style_in_use', { rules: chosen.map(({ title }) => title) })
}
