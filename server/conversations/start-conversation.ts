import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { conversationStarted, handedOver } from './events.ts'
import { type Conversation, streamOf } from './model.ts'
import { insertConversation, type NewConversation } from './queries.ts'
import { setUnansweredTimer } from './silence-timer.ts'

/**
 * Starts a conversation as `channels` resolved it: brand, style, locale and control are given, nothing is looked up here.
 * Without a bot before them, people get it at once: `handed_over` is what tickets are made of [S1.9].
 */
export async function startConversation(
  ctx: Context,
  actor: Actor,
  input: NewConversation & {
    groupId: number | null
    /** The contact hears of it with the first message. */
    quiet?: boolean
  },
): Promise<Conversation> {
  const conversation = await insertConversation(ctx.tx, input)
  record(ctx, conversationStarted, {
    stream: streamOf(conversation.id),
    by: actor,
    data: {
      channelId: conversation.channelId,
      styleKind: conversation.style.kind,
      locale: conversation.locale,
      brandId: conversation.brandId,
      ...(input.quiet === true ? { quiet: true } : {}),
      ...(input.page === null
        ? {}
        : { page: { url: input.page.url, ...(input.page.title === undefined ? {} : { title: input.page.title }) } }),
    },
    contactId: conversation.contactId,
  })
  if (conversation.control === 'people') recordHandOver(ctx, actor, conversation, input.groupId)
  return conversation
}

function recordHandOver(ctx: Context, actor: Actor, conversation: Conversation, groupId: number | null): void {
  record(ctx, handedOver, {
    stream: streamOf(conversation.id),
    by: actor,
    data: { channelId: conversation.channelId, styleKind: conversation.style.kind, groupId },
    contactId: conversation.contactId,
  })
  setUnansweredTimer(ctx, conversation)
}
