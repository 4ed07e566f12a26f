import type { Reaction } from '../platform/commands/reaction.ts'
import { moveConversations } from './queries.ts'

/** Conversations follow their contact when two turn out to be one person [S4.36]; their threads stay as they are. */
const moveMerged: Reaction = {
  on: 'contact.merged',
  name: 'conversations: go with the merged contact',
  async react(ctx, events) {
    const seen = new Set<string>()
    for (const { data } of events) {
      const { from, into } = data as { from: number; into: number }
      if (seen.has(`${from}/${into}`)) continue
      seen.add(`${from}/${into}`)
      await moveConversations(ctx.tx, from, into)
    }
  },
}

export const reactions = [moveMerged]
