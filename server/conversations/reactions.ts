import { findMoved, movesIn, noteMoved } from '../contacts/index.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import { purgeWithContact } from './purge-conversations.ts'
import { moveConversations, moveConversationsBack, moveUnsentFiles } from './queries-merges.ts'

/** Conversations follow their contact when two turn out to be one person [S4.36]; their threads stay as they are. */
const moveMerged: Reaction = {
  on: 'contact.merged',
  name: 'conversations: go with the merged contact',
  async react(ctx, events) {
    for (const { mergeId, from, into } of movesIn(events)) {
      await noteMoved(ctx.tx, mergeId, MOVED, await moveConversations(ctx.tx, from, into))
      await moveUnsentFiles(ctx.tx, from, into)
    }
  },
}

/** What came along comes back; conversations started since stay. */
const moveSplit: Reaction = {
  on: 'contact.split',
  name: 'conversations: come back with the contact that is split off',
  async react(ctx, events) {
    for (const { mergeId, from, into } of movesIn(events))
      await moveConversationsBack(ctx.tx, await findMoved(ctx.tx, mergeId, MOVED), from, into)
  },
}

/** The key under which a merge remembers them. */
const MOVED = 'conversations'

export const reactions = [moveMerged, moveSplit, purgeWithContact]
