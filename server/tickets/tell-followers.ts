import { addNotifications } from '../identity/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import type { MessageView } from '../conversations/contract.ts'
import { previewOf } from './inbox-row.ts'
import { loadWork, ticketOf } from './work.ts'

type Told = Parameters<typeof addNotifications>[1][number]

/** Whoever follows a ticket hears what customers and colleagues write in it; a ticket without followers costs nothing [TK12]. */
export const tellFollowers: Reaction = {
  on: 'message.sent',
  name: 'tickets: tell the followers',
  async react(ctx, events) {
    const ids = events.map(({ stream }) => Number(stream.slice('conversation:'.length)))
    await loadWork(ctx, ids)
    await addNotifications(
      ctx,
      events.flatMap((event, index) => told(ctx, ids[index] ?? 0, event.by, event.extra as MessageView)),
    )
  },
}

function told(
  ctx: Context,
  conversationId: number,
  by: { kind: string; id: number | null },
  message: MessageView,
): Told[] {
  const { followers = [] } = ticketOf(ctx, conversationId) ?? {}
  if (by.kind !== 'contact' && by.kind !== 'agent') return []
  return (
    followers
      // The writer knows; who is named in a note hears that.
      .filter((userId) => !(by.kind === 'agent' && by.id === userId) && message.mentions?.includes(userId) !== true)
      .map((userId) => ({
        userId,
        kind: 'followed',
        conversationId,
        messageId: message.id,
        by: '',
        text: previewOf(message),
      }))
  )
}
