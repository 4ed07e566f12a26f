import { redactedWords } from '../conversations/index.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import { emptyComments, emptyCommentsWith } from './queries.ts'

const idOf = (stream: string): number => Number(stream.slice('conversation:'.length))

/** What is purged or redacted stays in no rating either: the score counts on, the words go [SV8]. */
export const forgetWords: Reaction[] = [
  {
    on: 'conversation.purged',
    name: 'surveys: forget what is purged',
    async react(ctx, events) {
      await emptyComments(
        ctx.tx,
        events.map(({ data }) => Number(data.conversationId)),
      )
    },
  },
  {
    on: 'message.redacted',
    name: 'surveys: forget what is redacted',
    async react(ctx, events) {
      for (const { stream, data } of events) {
        const words = redactedWords(ctx, String(data.messageId))?.text.trim() ?? ''
        if (words !== '') await emptyCommentsWith(ctx.tx, idOf(stream), words)
      }
    },
  },
]
