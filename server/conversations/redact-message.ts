import { audit, forgetQuotes, forgetWordsIn } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { record } from '../platform/commands/context.ts'
import { dropMails } from '../platform/mail/queries.ts'
import { may } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { RedactMessage } from './contract.ts'
import { messageRedacted } from './events.ts'
import { streamOf } from './model.ts'
import { lockConversation } from './queries.ts'
import { deleteFilesOf } from './queries-files.ts'
import { emptyDraftsWith, listMessages, redactMessageRow } from './queries-messages.ts'
import { requireReach } from './reach.ts'
import { noteRedacted } from './redacted-words.ts'

/** Empties a message and its files for good, everywhere; that it was done is kept, what it said is not. */
export const redactMessage = command(
  'message.redact',
  { input: RedactMessage, may: (actor) => may(actor, 'conversations.redact'), about: 'Empty a message for good.' },
  async (ctx, { conversationId, messageId }) => {
    const conversation = await lockConversation(ctx.tx, conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    const [message] = await listMessages(ctx.tx, [{ conversationId, messageId }])
    if (message === undefined) throw new Refusal('message_not_found')
    if (message.redacted_at !== null) throw new Refusal('message_already_redacted')
    noteRedacted(ctx, messageId, message.content)
    await redactMessageRow(
      ctx.tx,
      conversationId,
      messageId,
      ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      ctx.now,
    )
    await deleteFilesOf(ctx.tx, conversationId, messageId)
    await forgetQuotes(ctx, [messageId])
    const words = message.content.text.trim()
    if (words !== '') {
      await emptyDraftsWith(ctx.tx, conversationId, words)
      await forgetWordsIn(ctx, conversationId, words)
    }
    await dropMails(ctx.tx, { messageIds: [messageId], quoting: [conversationId] })
    record(ctx, messageRedacted, {
      stream: streamOf(conversationId),
      by: ctx.actor,
      data: {
        channelId: conversation.channelId,
        styleKind: conversation.style.kind,
        messageId,
        visibility: message.visibility,
      },
      contactId: conversation.contactId,
    })
    await audit(ctx, ctx.actor, 'message.redacted', `conversation:${conversationId}`, {})
    return null
  },
)
