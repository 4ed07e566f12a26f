import {
  type Conversation,
  lockConversation,
  lockConversations,
  purgeNow,
  requireReach,
} from '../../conversations/index.ts'
import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import type { Context } from '../../platform/commands/context.ts'
import { type Actor, may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { inScope } from '../scope.ts'
import { ConversationRef, MarkSpam } from './contract.ts'
import { hide, restore } from './hide.ts'
import { mayDelete, mayMarkSpam, mayTryRestore } from './policy.ts'
import { findHidden, type Hidden } from './queries.ts'

export const deleteConversation = command(
  'conversation.delete',
  { input: ConversationRef, may: mayDelete, about: 'Hide a conversation with its ticket; purged after 30 days.' },
  async (ctx, { conversationId }) => {
    const conversation = await lockConversation(ctx.tx, conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    await hide(ctx, ctx.actor, conversation, { kind: 'deleted' })
    await audit(ctx, ctx.actor, 'conversation.deleted', `conversation:${conversationId}`)
    return { conversationId }
  },
)

export const markSpam = command(
  'conversation.mark_spam',
  { input: MarkSpam, may: mayMarkSpam, about: 'Hide a conversation as spam, and block its contact where asked.' },
  async (ctx, { conversationId, blockContact = false }) => {
    if (blockContact) allow(may(ctx.actor, 'contacts.block'))
    const conversation = await lockConversation(ctx.tx, conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    await hide(ctx, ctx.actor, conversation, { kind: 'spam', blockContact })
    return { conversationId }
  },
)

export const restoreConversation = command(
  'conversation.restore',
  { input: ConversationRef, may: mayTryRestore, about: 'Bring a hidden conversation back as it was.' },
  async (ctx, { conversationId }) => {
    const { conversation, hidden } = await lockHidden(ctx, ctx.actor, conversationId)
    await restore(ctx, ctx.actor, conversation, hidden)
    if (hidden.kind === 'deleted')
      await audit(ctx, ctx.actor, 'conversation.restored', `conversation:${conversationId}`)
    return { conversationId }
  },
)

export const purgeConversation = command(
  'conversation.purge',
  { input: ConversationRef, may: mayDelete, about: 'Empty a hidden conversation for good, at once.' },
  async (ctx, { conversationId }) => {
    await lockHidden(ctx, ctx.actor, conversationId)
    await purgeNow(ctx, [conversationId])
    await audit(ctx, ctx.actor, 'conversation.purged', `conversation:${conversationId}`)
    return { conversationId }
  },
)

/** What is hidden is there for whoever hid it, and for whoever may delete and reaches it; else it is not there. */
async function lockHidden(
  ctx: Context,
  actor: Actor,
  conversationId: number,
): Promise<{ conversation: Conversation; hidden: Hidden }> {
  const conversation = (await lockConversations(ctx.tx, [conversationId])).get(conversationId)
  if (conversation === undefined) throw new Refusal('conversation_not_found')
  const hidden = await findHidden(ctx.tx, conversationId)
  if (hidden === null) {
    await requireReach(ctx, actor, conversation)
    throw new Refusal('conversation_not_hidden')
  }
  const isHis = actor.kind === 'user' && hidden.hiddenBy === actor.userId
  if (!isHis && !(mayDelete(actor) && inScope(actor, hidden))) throw new Refusal('conversation_not_found')
  return { conversation, hidden }
}
