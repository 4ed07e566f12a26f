import { Type } from 'typebox'
import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { Id } from '../platform/pure/schemas.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { SaveStyle } from './contract.ts'
import { styleChanged } from './events.ts'
import { mayManageChannels } from './policy.ts'
import { findStyle, hideStyle, insertStyle, lockStyleChoice, updateStyle } from './queries.ts'
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
    const fields = { ...given, inactivity, endOnSolve: given.endOnSolve ?? before?.endOnSolve ?? false }
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
    if (style.channels > 0) throw new Refusal('style_in_use', { channels: style.channels })
    const chosen = (await lockStyleChoice(ctx.tx)).rules.filter((rule) => rule.styleId === styleId).length
    if (chosen > 0) throw new Refusal('style_in_use', { rules: chosen })
    await hideStyle(ctx.tx, styleId, ctx.now)
    await audit(ctx, ctx.actor, 'style.deleted', `style:${styleId}`, { name: [style.name, null] }, style.name)
    record(ctx, styleChanged, { stream: 'account', by: ctx.actor, data: { styleId } })
    return null
  },
)
