import { command } from '../platform/commands/command.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { allow } from '../platform/pure/refusal.ts'
import { EndSession, type SessionEndReason } from './contract.ts'
import { sessionEnded } from './events.ts'
import { type Conversation, conversationView, end, streamOf } from './model.ts'
import { mayEnd, mayTryToEnd } from './policy.ts'
import { lockConversation, updateConversations } from './queries.ts'
import { requireReach } from './reach.ts'

/** An agent or the customer ends the session; the ticket's status stays [S1.7, S1.21]. */
export const endSession = command(
  'session.end',
  { input: EndSession, may: mayTryToEnd, about: 'End the live session of a conversation.' },
  async (ctx, input) => {
    const conversation = await lockConversation(ctx.tx, input.conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    allow(mayEnd(ctx.actor, conversation))
    return conversationView(
      await endSessionOf(ctx, ctx.actor, conversation, ctx.actor.kind === 'visitor' ? 'end_user' : 'agent'),
    )
  },
)

/** The end itself, for rules and the inactivity clock too. */
export async function endSessionOf(
  ctx: Context,
  actor: Actor,
  conversation: Conversation,
  reason: SessionEndReason,
): Promise<Conversation> {
  const ended = end(conversation, { reason, at: ctx.now })
  await updateConversations(ctx.tx, [ended])
  record(ctx, sessionEnded, {
    stream: streamOf(ended.id),
    by: actor,
    data: {
      channelId: ended.channelId,
      styleKind: ended.style.kind,
      reason,
      // His own end shows a line; others' only where the channel says so [S1.32].
      told: reason === 'end_user' || ended.endings.tell,
    },
    contactId: ended.contactId,
  })
  return ended
}
