import { deleteStyle, findChannel, saveChannel } from '../../channels/index.ts'
import type { WidgetSettings } from '../../channels/contract.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { deleteRule } from '../delete-rule.ts'
import { findRule } from '../queries.ts'
import { savable } from './apply-recipe.ts'
import { UndoRecipe } from './contract.ts'
import { mayUseRecipes } from './policy.ts'
import { type After, type Before, lockUse, markUndone } from './queries.ts'

/** Takes back what a recipe set, but for what somebody has changed since [RU12]. */
export const undoRecipe = command(
  'recipe.undo',
  { input: UndoRecipe, may: mayUseRecipes, about: 'Take back what a recipe set.' },
  async (ctx, { useId }) => {
    const use = await lockUse(ctx.tx, useId)
    if (use === null) throw new Refusal('recipe_use_not_found')
    if (use.undoneAt !== null) throw new Refusal('recipe_undone')
    const channel = await findChannel(ctx.tx, use.channelId)
    if (channel !== null)
      await saveChannel.run(ctx, {
        ...savable(channel),
        styleId: channel.styleId === use.after.styleId ? use.before.styleId : channel.styleId,
        settings: { ...channel.settings, ...untouched(channel.settings, use) },
      })
    for (const ruleId of use.after.ruleIds)
      if ((await findRule(ctx.tx, ruleId)) !== null) await deleteRule.run(ctx, { ruleId })
    await removeStyle(() => deleteStyle.run(ctx, { styleId: use.after.styleId }))
    await markUndone(ctx.tx, useId, ctx.now)
    return null
  },
)

/** Settings that still are as the recipe set them, as they were before it. */
const untouched = (
  now: WidgetSettings,
  { before, after }: { before: Before; after: After },
): Partial<WidgetSettings> => {
  const current: Record<string, unknown> = now
  const set: Record<string, unknown> = after.settings
  return Object.fromEntries(
    Object.entries(before.settings).filter(([name]) => JSON.stringify(current[name]) === JSON.stringify(set[name])),
  )
}

/** A style that another channel or rule uses by now stays, as one of the installation's own. */
async function removeStyle(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!(error instanceof Refusal) || !['style_in_use', 'style_not_found'].includes(error.code)) throw error
  }
}
