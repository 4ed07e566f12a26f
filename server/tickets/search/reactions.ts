import type { Reaction } from '../../platform/commands/reaction.ts'
import { dropContacts, dropConversations, dropMessages, dropSubjects } from './queries-index.ts'

const conversationOf = (stream: string): number => Number(stream.slice('conversation:'.length))

/** Emptied words leave the index with the same commit [TS7]; what the index was just taking in goes when it reads of it. */
const dropEmptied: Reaction = {
  on: 'message.redacted',
  name: 'search: forget redacted words',
  async react(ctx, events) {
    const conversationIds = events.map(({ stream }) => conversationOf(stream))
    await dropMessages(
      ctx.tx,
      conversationIds,
      events.map(({ data }) => String(data.messageId)),
    )
    // The subject may have repeated them; it comes back without.
    await dropSubjects(ctx.tx, conversationIds)
  },
}

const dropPurged: Reaction = {
  on: 'conversation.purged',
  name: 'search: forget purged conversations',
  react: (ctx, events) =>
    dropConversations(
      ctx.tx,
      events.map(({ data }) => Number(data.conversationId)),
    ),
}

const dropContact: Reaction = {
  on: 'contact.purged',
  name: 'search: forget purged contacts',
  async react(ctx, events) {
    await dropContacts(
      ctx.tx,
      events.map(({ data }) => Number(data.contactId)),
    )
  },
}

export const reactions: Reaction[] = [dropEmptied, dropPurged, dropContact]
