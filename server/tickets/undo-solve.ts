import { lockConversation, requireReach } from '../conversations/index.ts'
import { command } from '../platform/commands/command.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { UndoSolve } from './contract.ts'
import { ticketView, undoSolved } from './model.ts'
import { mayTake } from './policy.ts'
import { loadWork, putUpdate, ticketOf } from './work.ts'

/** Takes Solved back while the style leaves time for it; the reply that went with it stays sent. */
export const undoSolve = command(
  'ticket.undo_solve',
  { input: UndoSolve, may: mayTake, about: 'Take Solved back within the undo time.' },
  async (ctx, input) => {
    const conversation = await lockConversation(ctx.tx, input.conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    await loadWork(ctx, [conversation.id])
    const ticket = ticketOf(ctx, conversation.id)
    if (ticket === null) throw new Refusal('ticket_not_found')
    return ticketView(putUpdate(ctx, ctx.actor, ticket, undoSolved(ticket, ctx.now), null))
  },
)
