import type { Context } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { isOwn } from './policy.ts'

/** Refuses, as if it were not there, a conversation outside the actor's reach: a visitor's own, or a user's scope. */
export async function requireReach(
  ctx: Pick<Context, 'tx' | 'reach'>,
  actor: Actor,
  conversation: { id: number; contactId: number },
): Promise<void> {
  if (isOwn(actor, conversation)) return
  if (actor.kind === 'system' || actor.kind === 'rule') return
  const reached = actor.kind === 'user' && (await ctx.reach(ctx.tx, actor, [conversation.id])).has(conversation.id)
  if (!reached) throw new Refusal('conversation_not_found')
}
