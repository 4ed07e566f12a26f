import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { conversationClosed, sessionEnded } from './events.ts'
import { close, type Conversation, type Outcome, streamOf } from './model.ts'
import { updateConversations } from './queries.ts'

/** Closes for good; a running session ends with it (reason `rule`). Called by whatever closes the ticket. */
export async function closeConversation(
  ctx: Context,
  actor: Actor,
  conversation: Conversation,
  outcome: Outcome,
): Promise<Conversation> {
  const closed = close(conversation, { at: ctx.now, outcome })
  await updateConversations(ctx.tx, [closed])
  const about = { stream: streamOf(closed.id), by: actor, contactId: closed.contactId }
  const kind = { channelId: closed.channelId, styleKind: closed.style.kind }
  if (conversation.session.state !== 'ended')
    record(ctx, sessionEnded, { ...about, data: { ...kind, reason: 'rule', told: false } })
  record(ctx, conversationClosed, { ...about, data: { ...kind, outcome } })
  return closed
}
