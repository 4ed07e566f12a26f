import { lockConversation, requireReach } from '../conversations/index.ts'
import { command } from '../platform/commands/command.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { TakeTicket } from './contract.ts'
import { assign, ticketView } from './model.ts'
import { mayTake } from './policy.ts'
import { loadWork, putUpdate, ticketOf } from './work.ts'

/** An agent takes a ticket for himself: New becomes Open [S0.10]. */
export const takeTicket = command(
  'ticket.take',
  { input: TakeTicket, may: mayTake, about: 'Assign a ticket to oneself.' },
  async (ctx, input) => {
    const { actor } = ctx
    allow(actor.kind === 'user')
    if (actor.kind !== 'user') return null
    const conversation = await lockConversation(ctx.tx, input.conversationId)
    await requireReach(ctx, actor, conversation)
    await loadWork(ctx, [conversation.id])
    const ticket = ticketOf(ctx, conversation.id)
    if (ticket === null) throw new Refusal('ticket_not_found')
    if (ticket.assigneeId !== null && ticket.assigneeId !== actor.userId && input.anyway !== true)
      throw new Refusal('already_assigned', { assigneeId: ticket.assigneeId })
    return ticketView(
      putUpdate(
        ctx,
        actor,
        ticket,
        assign(ticket, { assigneeId: actor.userId, groupId: ticket.groupId ?? actor.groups[0] ?? null }),
        null,
      ),
    )
  },
)
