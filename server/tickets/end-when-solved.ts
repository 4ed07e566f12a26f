import { endSessionOf, isLive, lockConversations } from '../conversations/index.ts'
import type { SessionEndReason } from '../conversations/contract.ts'
import type { Actor } from '../platform/pure/actor.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import { takeSolved, ticketOf } from './work.ts'

/** Where the style says so, Solved ends the session [S4.31]; where it closes at once, the closing does, after the undo time. */
export const endWhenSolved: Reaction = {
  on: 'ticket.updated',
  name: 'tickets: end the session of what was solved',
  async react(ctx) {
    const solved = takeSolved(ctx).filter(({ conversationId }) => ticketOf(ctx, conversationId)?.status === 'solved')
    if (solved.length === 0) return
    const ids = [...new Set(solved.map(({ conversationId }) => conversationId))].sort((a, b) => a - b)
    const conversations = await lockConversations(ctx.tx, ids)
    for (const { conversationId, by } of solved) {
      const conversation = conversations.get(conversationId)
      if (conversation === undefined || !isLive(conversation)) continue
      const { endOnSolve, closeAfterSeconds } = conversation.style
      if (endOnSolve !== true || closeAfterSeconds === 0) continue
      conversations.set(conversationId, await endSessionOf(ctx, by, conversation, reasonOf(by)))
    }
  },
}

/** By itself a ticket is solved by the clock of inactivity only. */
function reasonOf(by: Actor): SessionEndReason {
  if (by.kind === 'user') return 'agent'
  return by.kind === 'system' ? 'inactivity' : 'rule'
}
