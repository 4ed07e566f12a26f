import { addNotifications, listUserActors } from '../identity/index.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import type { MessageView } from '../conversations/contract.ts'
import { previewOf } from './inbox-row.ts'
import type { UserActor } from '../platform/pure/actor.ts'
import { inScope } from './scope.ts'
import { loadWork, rowOf, ticketOf } from './work.ts'

type Told = Parameters<typeof addNotifications>[1][number]

/**
 * Whoever follows a ticket, and (still) reaches it, hears what customers and colleagues write in it; a ticket without followers
 * costs nothing [TK12].
 */
export const tellFollowers: Reaction = {
  on: 'message.sent',
  name: 'tickets: tell the followers',
  async react(ctx, events) {
    const ids = events.map(({ stream }) => Number(stream.slice('conversation:'.length)))
    await loadWork(ctx, ids)
    const followers = [...new Set(ids.flatMap((id) => ticketOf(ctx, id)?.followers ?? []))]
    if (followers.length === 0) return
    const actors = new Map((await listUserActors(ctx.tx, followers)).map((actor) => [actor.userId, actor]))
    await addNotifications(
      ctx,
      events.flatMap((event, index) =>
        told(ctx, ids[index] ?? 0, event.by, event.extra as MessageView).filter(({ userId, conversationId }) =>
          reaches(ctx, actors.get(userId), conversationId),
        ),
      ),
    )
  },
}

function reaches(ctx: Context, actor: UserActor | undefined, conversationId: number): boolean {
  const row = rowOf(ctx, conversationId)
  return actor !== undefined && row !== null && inScope(actor, row)
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
