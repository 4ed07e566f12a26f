import type { Reaction } from '../platform/commands/reaction.ts'
import { dropTimers } from '../platform/timers/save-timers.ts'
import { forgetItems } from './bulk/index.ts'
import { deleteHidden } from './hiding/index.ts'
import { insertDeltas } from './queries.ts'
import { emptyTicketRows } from './queries-purge.ts'

/** A purged conversation's ticket says nothing any more, is counted nowhere, and waits for nothing. */
export const purgeWithConversation: Reaction = {
  on: 'conversation.purged',
  name: 'tickets: go with the purged conversation',
  async react(ctx, events) {
    const ids = events.map(({ data }) => Number(data.conversationId))
    await forgetItems(ctx.tx, ids)
    await deleteHidden(ctx.tx, ids)
    const cells = await emptyTicketRows(ctx.tx, ids, ctx.now)
    await insertDeltas(
      ctx.tx,
      cells.map((cell) => ({ ...cell, n: -1 })),
    )
    await dropTimers(
      ctx.tx,
      events.map(({ stream }) => stream),
    )
  },
}
