import type { Context } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import type { Satisfaction } from './contract.ts'
import { loadWork, putUpdate, ticketOf } from './work.ts'

/** What the customer was asked, or said: an update like any other, also of a closed ticket. Its conversation is locked. */
export async function setSatisfaction(
  ctx: Context,
  actor: Actor,
  conversationId: number,
  said: { satisfaction: Satisfaction; score: number | null },
): Promise<void> {
  await loadWork(ctx, [conversationId])
  const ticket = ticketOf(ctx, conversationId)
  if (ticket === null) return
  const { satisfaction, score: satisfactionScore } = said
  putUpdate(ctx, actor, ticket, { ...ticket, satisfaction, satisfactionScore }, null)
}
