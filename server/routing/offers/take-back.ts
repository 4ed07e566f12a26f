import { lockConversations } from '../../conversations/index.ts'
import type { Context } from '../../platform/commands/context.ts'
import { type Actor, system } from '../../platform/pure/actor.ts'
import { loadWork, putRow, rowOf } from '../../tickets/index.ts'
import type { RoutingSettings } from '../contract.ts'
import { endOfferOf } from '../keep.ts'
import { takeBack } from '../model.ts'

/** The offer is over without an acceptance: it waits again, at its place [RO6]. False: it was over already. */
export async function takeBackOffer(
  ctx: Context,
  conversationId: number,
  offerId: number,
  outcome: 'declined' | 'timed_out' | 'withdrawn',
  { refusedSeconds }: Pick<RoutingSettings, 'refusedSeconds'>,
  by: Actor = system,
): Promise<boolean> {
  const conversation = (await lockConversations(ctx.tx, [conversationId])).get(conversationId)
  if (conversation === undefined || conversation.hidden) return false
  await loadWork(ctx, [conversationId])
  const row = rowOf(ctx, conversationId)
  const before = row?.routing ?? null
  if (row === null || before?.state !== 'offered' || before.offer?.id !== offerId) return false
  const refusedUntil = outcome === 'withdrawn' ? null : new Date(ctx.now.getTime() + refusedSeconds * 1_000)
  const next = takeBack(before, refusedUntil)
  putRow(ctx, { ...row, routing: next })
  endOfferOf(ctx, row, { before, next, outcome, by })
  return true
}
