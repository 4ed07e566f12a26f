import { type Context, record } from '../platform/commands/context.ts'
import { uuid7 } from '../platform/ids.ts'
import { system } from '../platform/pure/actor.ts'
import { sessionInactive } from './events.ts'
import { type Conversation, streamOf } from './model.ts'
import { stepTaken } from './silence.ts'
import { decideMessage, saveMessages, type Writing } from './write-message.ts'

/** One step of the customer's silence: the session is inactive from the first on, and he may be reminded [QU1]. */
export async function growQuiet(
  ctx: Context,
  conversation: Conversation,
  text: string,
): Promise<{ conversation: Conversation; messageId: string | null }> {
  if (conversation.session.state === 'active')
    record(ctx, sessionInactive, {
      stream: streamOf(conversation.id),
      by: system,
      data: { channelId: conversation.channelId, styleKind: conversation.style.kind },
      contactId: conversation.contactId,
    })
  const silence = conversation.silence === null ? null : stepTaken(conversation.silence, ctx.now)
  const quiet: Conversation = { ...conversation, session: { state: 'inactive' }, silence }
  const writing: Writing = {
    conversations: new Map([[quiet.id, quiet]]),
    known: new Map(),
    files: new Map(),
    touched: new Set([quiet.id]),
  }
  const messageId = text.trim() === '' ? null : uuid7(ctx.now)
  const draft = { conversationId: quiet.id, content: { text }, visibility: 'public' as const }
  await saveMessages(
    ctx,
    writing,
    messageId === null ? [] : [decideMessage(ctx, writing, system, { ...draft, messageId })],
  )
  return { conversation: writing.conversations.get(quiet.id) ?? quiet, messageId }
}
