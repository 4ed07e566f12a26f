import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import type { Style } from './contract.ts'
import { conversationStyled } from './events.ts'
import { type Conversation, streamOf } from './model.ts'
import { updateStyle } from './queries.ts'
import { setSilenceTimer } from './silence-timer.ts'

/** Another style from now on, for a conversation that is locked: its silence and its next solve go by it. */
export async function setStyle(
  ctx: Context,
  by: Actor,
  conversation: Conversation,
  style: Style,
): Promise<Conversation> {
  const styled = { ...conversation, style }
  await updateStyle(ctx.tx, conversation.id, style)
  setSilenceTimer(ctx, styled)
  record(ctx, conversationStyled, {
    stream: streamOf(conversation.id),
    by,
    data: { channelId: conversation.channelId, styleKind: style.kind, style },
    contactId: conversation.contactId,
  })
  return styled
}
