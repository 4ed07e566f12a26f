import { lockConversation } from '../../conversations/index.ts'
import { command } from '../../platform/commands/command.ts'
import { writeLater } from '../../platform/commands/context.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { assign, loadWork, putRow, putUpdate, rowOf, ticketOf } from '../../tickets/index.ts'
import type { TicketView } from '../../tickets/contract.ts'
import { ticketView } from '../../tickets/index.ts'
import { OfferRef } from '../contract.ts'
import type { RoutingDirectory } from '../directory.ts'
import { endOfferOf, leftForAgent } from '../keep.ts'
import { stand } from '../model.ts'
import { mayBeOffered } from '../policy.ts'
import { forgetMissed } from './queries.ts'
import { takeBackOffer } from './take-back.ts'

/** The agent takes what he is offered: it is his from now on [RO6]. */
export const acceptOffer = command(
  'offer.accept',
  { input: OfferRef, may: mayBeOffered, about: 'Take the work that is offered.' },
  async (ctx, { conversationId, offerId }): Promise<TicketView> => {
    const { actor } = ctx
    allow(actor.kind === 'user')
    if (actor.kind !== 'user') throw new Refusal('not_allowed')
    await lockConversation(ctx.tx, conversationId)
    await loadWork(ctx, [conversationId])
    const [row, ticket] = [rowOf(ctx, conversationId), ticketOf(ctx, conversationId)]
    const before = row?.routing ?? null
    // Said twice (a lost answer, two windows): it is his already.
    if (ticket !== null && ticket.assigneeId === actor.userId) return ticketView(ticket)
    if (row === null || ticket === null || before?.offer?.id !== offerId || before.holder !== actor.userId)
      throw new Refusal('offer_gone')
    const next = stand(before, { to: 'agent', userId: actor.userId }, before.family, ctx.now, () => ({
      queueId: null,
      share: 0,
    }))
    putRow(ctx, { ...row, routing: next })
    endOfferOf(ctx, row, { before, next, outcome: 'accepted', by: actor })
    leftForAgent(ctx, row, before, next)
    writeLater(ctx, forgetMissed(ctx.tx, actor.userId))
    return ticketView(
      putUpdate(ctx, actor, ticket, assign(ticket, { assigneeId: actor.userId, groupId: ticket.groupId }), null),
    )
  },
)

/** It goes back to its place, and others are asked. */
export const declineOffer = (directory: Pick<RoutingDirectory, 'settings'>) =>
  command(
    'offer.decline',
    { input: OfferRef, may: mayBeOffered, about: 'Leave the work that is offered to others.' },
    async (ctx, { conversationId, offerId }) => {
      const { actor } = ctx
      if (actor.kind !== 'user') throw new Refusal('not_allowed')
      await lockConversation(ctx.tx, conversationId)
      await loadWork(ctx, [conversationId])
      if (rowOf(ctx, conversationId)?.routing?.holder !== actor.userId) throw new Refusal('offer_gone')
      if (!(await takeBackOffer(ctx, conversationId, offerId, 'declined', directory.settings(), actor)))
        throw new Refusal('offer_gone')
      writeLater(ctx, forgetMissed(ctx.tx, actor.userId))
      return null
    },
  )
