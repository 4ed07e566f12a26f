import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import type { Style } from './contract.ts'
import { conversationLocalized } from './events.ts'
import { type Conversation, streamOf } from './model.ts'
import { updateBrand, updateLocale, updateStyle } from './queries.ts'

/** Another language from now on, for a conversation that is locked; `style`: its own, with its reminders in that language. */
export async function setLocale(
  ctx: Context,
  by: Actor,
  conversation: Conversation,
  { locale, style }: { locale: string; style: Style },
): Promise<Conversation> {
  await updateLocale(ctx.tx, conversation.id, locale)
  if (style !== conversation.style) await updateStyle(ctx.tx, conversation.id, style)
  record(ctx, conversationLocalized, {
    stream: streamOf(conversation.id),
    by,
    data: { channelId: conversation.channelId, styleKind: style.kind, locale, style },
    contactId: conversation.contactId,
  })
  return { ...conversation, locale, style }
}

/** With its ticket, whose change tells of it. */
export async function brandConversation(
  ctx: Context,
  conversation: Conversation,
  brandId: number,
): Promise<Conversation> {
  await updateBrand(ctx.tx, conversation.id, brandId)
  return { ...conversation, brandId }
}
