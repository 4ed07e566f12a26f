import type { Reaction } from '../platform/commands/reaction.ts'
import { markKnown } from './queries/contacts.ts'

export const reactions: Reaction[] = [
  {
    on: 'conversation.started',
    name: 'contacts: whoever has written is listed',
    async react(ctx, events) {
      const ids = events.flatMap(({ contactId }) => contactId ?? [])
      await markKnown(
        ctx.tx,
        ids.toSorted((a, b) => a - b),
      )
    },
  },
]
