import { type Channel, findChannel, saveChannel, saveStyle } from '../../channels/index.ts'
import type { WidgetSettings } from '../../channels/contract.ts'
import { command, Later, type SingleCommand } from '../../platform/commands/command.ts'
import type { AskFields } from '../../tickets/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { saveRule } from '../save-rule.ts'
import { ApplyRecipe } from './contract.ts'
import { mayUseRecipes } from './policy.ts'
import { insertUse } from './queries.ts'
import { closedNow, recipes } from './recipes.ts'

/** A style of its own, the channel's settings and a rule, in one go; what was there is kept for undoing [RU12]. */
export const applyRecipe = (fields: AskFields): SingleCommand<typeof ApplyRecipe, { useId: number }> =>
  command(
    'recipe.apply',
    { input: ApplyRecipe, may: mayUseRecipes, about: 'Set up a channel by a recipe.' },
    async (ctx, { recipe, channelId, name }) => {
      const channel = await findChannel(ctx.tx, channelId)
      if (channel === null) throw new Refusal('channel_not_found')
      const { style, settings, message } = recipes[recipe]
      const { id: styleId } = known(await saveStyle.run(ctx, { ...style, name }))
      await saveChannel.run(ctx, { ...savable(channel), styleId, settings: { ...channel.settings, ...settings } })
      const ruleIds: number[] = []
      if (message !== null) {
        const rule = { kind: 'messaging_trigger' as const, title: name, category: '', active: true }
        const saved = await saveRule(fields).run(ctx, { ...rule, definition: closedNow(channelId, message) })
        ruleIds.push(known(saved).id)
      }
      const { id } = await insertUse(ctx.tx, {
        recipe,
        channelId,
        before: { styleId: channel.styleId, settings: pick(channel.settings, settings) },
        after: { styleId, settings, ruleIds },
        byId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        at: ctx.now,
      })
      return { useId: id }
    },
  )

/** These answer at once: nothing in them waits for the log. */
function known<T>(output: T | Later<T>): T {
  if (output instanceof Later) throw new Error('a part of a recipe answers later')
  return output
}

/** The channel as its own command takes it. */
export const savable = ({ kind: _kind, key: _key, ...channel }: Channel) => channel

/** The same settings as they are now. */
const pick = (all: WidgetSettings, named: Partial<WidgetSettings>): Partial<WidgetSettings> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name in named))
