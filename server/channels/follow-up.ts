import { lockConversation, requireReach, startConversation as start } from '../conversations/index.ts'
import { command } from '../platform/commands/command.ts'
import { may } from '../platform/pure/actor.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { carryOver, FollowUp, loadWork, ticketOf } from '../tickets/index.ts'
import { findChannel } from './queries.ts'

/**
 * A closed ticket goes on in a new one [TK19]: the same contact and channel, group, tags and fields, and each names the
 * other. The customer hears of it with the first thing he is told there.
 */
export const followUp = command(
  'ticket.follow_up',
  {
    input: FollowUp,
    may: (actor) => may(actor, 'conversations.reply'),
    about: 'Open a new conversation that follows up a closed one.',
  },
  async (ctx, { conversationId }) => {
    const { actor } = ctx
    const closed = await lockConversation(ctx.tx, conversationId)
    await requireReach(ctx, actor, closed)
    await loadWork(ctx, [closed.id])
    const ticket = ticketOf(ctx, closed.id)
    if (ticket === null) throw new Refusal('ticket_not_found')
    if (ticket.status !== 'closed') throw new Refusal('follow_up_not_closed')
    const channel = await findChannel(ctx.tx, closed.channelId)
    if (channel === null) throw new Refusal('channel_not_found')
    allow(channel.active, 'channel_inactive')
    const conversation = await start(ctx, actor, {
      contactId: closed.contactId,
      brandId: channel.brandId,
      channelId: channel.id,
      locale: closed.locale,
      control: 'people',
      // It ends as the one before did.
      style: closed.style,
      endings: closed.endings,
      page: null,
      startedAt: ctx.now,
      groupId: ticket.groupId,
      quiet: true,
    })
    carryOver(ctx, conversation.id, ticket, actor)
    return { conversationId: conversation.id }
  },
)
