import { findMoved, movesIn, noteMoved } from '../contacts/index.ts'
import { record } from '../platform/commands/context.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import type { MailChanged } from '../platform/mail/events.ts'
import { system } from '../platform/pure/actor.ts'
import { messageMailed } from './events.ts'
import { streamOf } from './model.ts'
import { purgeWithContact } from './purge-conversations.ts'
import { setMailed } from './queries-messages.ts'
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

/** A reply that goes by mail shows what became of it [S1.26]. */
const noteMailed: Reaction = {
  on: 'mail.changed',
  name: 'conversations: note what became of a reply by mail',
  async react(ctx, events) {
    const mails = events.flatMap(({ data }) => {
      const { kind, conversationId, messageId, state, problem } = data as MailChanged
      return kind === 'reply' && conversationId !== null && messageId !== null
        ? [{ conversationId, messageId, state, problem }]
        : []
    })
    if (mails.length === 0) return
    const stateOf = new Map(mails.map((mail) => [mail.messageId, mail]))
    for (const { conversation_id, id, contact_id } of await setMailed(ctx.tx, mails)) {
      const { state = 'waiting', problem = null } = stateOf.get(id) ?? {}
      record(ctx, messageMailed, {
        stream: streamOf(conversation_id),
        by: system,
        data: { messageId: id, state, problem },
        contactId: contact_id,
      })
    }
  },
}

/** The key under which a merge remembers them. */
const MOVED = 'conversations'

export const reactions = [moveMerged, moveSplit, noteMailed, purgeWithContact]
