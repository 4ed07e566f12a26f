import { type Conversation, lockConversation, requireReach, setStyle } from '../conversations/index.ts'
import type { Style } from '../conversations/contract.ts'
import { command } from '../platform/commands/command.ts'
import { type Actor, storedActor } from '../platform/pure/actor.ts'
import type { Context } from '../platform/commands/context.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { loadWork, putFact, putRow, rowOf } from '../tickets/index.ts'
import { GiveStyle } from './contract.ts'
import { mayGiveStyle } from './policy.ts'
import { findChannel, findStyle } from './queries.ts'
import { styleCopy } from './style-copy.ts'

/** Somebody chooses for this one conversation whether it goes on live or at its own pace [CH9]. */
export const giveStyle = command(
  'conversation.set_style',
  { input: GiveStyle, may: mayGiveStyle, about: 'Give one conversation another style from now on.' },
  async (ctx, { conversationId, styleId }) => {
    const conversation = await lockConversation(ctx.tx, conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    if (conversation.closed !== null) throw new Refusal('conversation_closed')
    const before = conversation.style
    if (before.id === styleId) return { before: before.id }
    const style = await copyFor(ctx, conversation, styleId)
    await loadWork(ctx, [conversationId])
    await setStyle(ctx, ctx.actor, conversation, style)
    noteStyle(ctx, ctx.actor, conversation, style)
    return { before: before.id }
  },
)

async function copyFor(ctx: Context, { channelId, locale }: Conversation, styleId: number): Promise<Style> {
  const [style, channel] = [await findStyle(ctx.tx, styleId), await findChannel(ctx.tx, channelId)]
  if (style === null) throw new Refusal('style_not_found')
  return styleCopy(style, [locale, ...(channel === null ? [] : [channel.defaultLocale])])
}

/** The list and the history have it too; rules read the new one. */
function noteStyle(ctx: Context, by: Actor, { id, style: before }: Conversation, style: Style): void {
  const row = rowOf(ctx, id)
  if (row !== null) putRow(ctx, { ...row, styleKind: style.kind })
  putFact(ctx, id, storedActor(by), { styleName: [nameOf(before), nameOf(style)] })
}

/** Whoever reads it says those of the product in his own language. */
const nameOf = ({ kind, name }: Style): string => (kind === 'custom' ? name : kind)
