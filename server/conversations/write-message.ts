import { type Context, record } from '../platform/commands/context.ts'
import { type Actor, storedActor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { MessageView, SendMessage, Visibility } from './contract.ts'
import { messageSent, sessionActive } from './events.ts'
import { type Conversation, isLive, requireWritable, streamOf, wake } from './model.ts'
import { updateConversations } from './queries.ts'
import { answered } from './silence.ts'
import { setSilenceTimer, setUnansweredTimer } from './silence-timer.ts'
import { type FileRow, lockFiles, takeFiles } from './queries-files.ts'
import { listMessages, type NewMessage, type StoredMessage, insertMessages } from './queries-messages.ts'
import { fileView } from './file-view.ts'

/** What must be known before messages are decided. */
export type Writing = {
  conversations: Map<number, Conversation>
  /** Messages stored already, by `conversation/message`: retries and predecessors. */
  known: Map<string, Pick<StoredMessage, 'author_kind' | 'author_id' | 'visibility' | 'content' | 'redacted_at'>>
  files: Map<string, FileRow>
  /** Conversations that a message changed. */
  touched: Set<number>
}

export type Decided =
  | { kind: 'new'; message: NewMessage; takes: string[] }
  | { kind: 'known'; conversationId: number; id: string; messageId: string }

export type Draft = Pick<SendMessage, 'conversationId' | 'messageId' | 'content' | 'mentions' | 'after'> & {
  visibility: Visibility
  /** It also goes by mail, to this address. */
  mailTo?: string
  /** The customer is asked for it, in the thread; only rules do. */
  asks?: MessageView['asks'] & {}
}

const keyOf = (conversationId: number, messageId: string) => `${conversationId}/${messageId}`

/** Reads, in one go each, earlier messages of the same ids (and named predecessors) and the files. */
export async function loadKnown(ctx: Context, drafts: readonly Draft[]): Promise<Pick<Writing, 'known' | 'files'>> {
  const refs = drafts.flatMap(({ conversationId, messageId, after }) => [
    { conversationId, messageId },
    ...(after === undefined ? [] : [{ conversationId, messageId: after }]),
  ])
  const fileIds = drafts.flatMap((draft) => draft.content.files ?? [])
  const [messages, files] = await Promise.all([
    listMessages(ctx.tx, refs),
    fileIds.length === 0 ? [] : lockFiles(ctx.tx, fileIds),
  ])
  return {
    known: new Map(messages.map((message) => [keyOf(message.conversation_id, message.id), message])),
    files: new Map(files.map((file) => [file.id, file])),
  }
}

/**
 * Decides one message after those before it [CV3]: a known id of the same author and content gives the first result, any
 * other use of the id is refused; a message never overtakes the one its sender sent before.
 */
export function decideMessage(ctx: Context, writing: Writing, actor: Actor, draft: Draft): Decided {
  const conversation = writing.conversations.get(draft.conversationId)
  if (conversation === undefined) throw new Refusal('conversation_not_found')
  const author = storedActor(actor)
  const earlier = writing.known.get(keyOf(draft.conversationId, draft.messageId))
  if (earlier !== undefined) {
    if (!isSame(earlier, author, draft)) throw new Refusal('message_id_taken')
    return { kind: 'known', conversationId: draft.conversationId, id: draft.messageId, messageId: draft.messageId }
  }
  requireWritable(conversation, draft.visibility, draft.mailTo !== undefined)
  if (draft.after !== undefined && !writing.known.has(keyOf(draft.conversationId, draft.after)))
    throw new Refusal('message_out_of_order', { after: draft.after })
  const files = (draft.content.files ?? []).map((id) => requireFile(writing.files, id, author))
  if (draft.content.text.trim() === '' && files.length === 0) throw new Refusal('message_empty')

  const message: NewMessage = {
    conversationId: draft.conversationId,
    id: draft.messageId,
    authorKind: author.kind,
    authorId: author.id,
    visibility: draft.visibility,
    content: storedContent(draft, files),
    at: ctx.now,
  }
  writing.known.set(keyOf(draft.conversationId, draft.messageId), {
    author_kind: author.kind,
    author_id: author.id,
    visibility: draft.visibility,
    content: message.content,
    redacted_at: null,
  })
  advance(ctx, writing, conversation, actor, message)
  return { kind: 'new', message, takes: files.map((file) => file.id) }
}

/** As its contact only the contact writes, by whatever record he was known then: a merge leaves the author's old id. */
function isSame(
  earlier: Pick<StoredMessage, 'author_kind' | 'author_id' | 'visibility' | 'content' | 'redacted_at'>,
  author: { kind: string; id: number | null },
  draft: Draft,
): boolean {
  if (earlier.author_kind !== author.kind || earlier.visibility !== draft.visibility) return false
  if (author.kind !== 'contact' && earlier.author_id !== author.id) return false
  if (earlier.redacted_at !== null) return true
  if ((earlier.content.email === undefined) !== (draft.mailTo === undefined)) return false
  const files = (earlier.content.files ?? []).map(({ id }) => id)
  return earlier.content.text === draft.content.text && files.join() === (draft.content.files ?? []).join()
}

/** The conversation after the message, and the facts. */
function advance(ctx: Context, writing: Writing, conversation: Conversation, actor: Actor, message: NewMessage): void {
  const stream = streamOf(conversation.id)
  const kind = { channelId: conversation.channelId, styleKind: conversation.style.kind }
  let next = conversation
  if (message.authorKind === 'contact') {
    next = wake(conversation)
    if (next.session.state !== conversation.session.state) {
      setUnansweredTimer(ctx, next)
      record(ctx, sessionActive, { stream, by: actor, data: kind, contactId: conversation.contactId })
    }
  } else if (message.visibility === 'public') {
    next = { ...conversation, contactUnread: conversation.contactUnread + 1 }
    if (message.authorKind === 'agent') next = startClock(ctx, next)
  }
  if (next !== conversation) {
    writing.conversations.set(conversation.id, next)
    writing.touched.add(conversation.id)
  }
  record(ctx, messageSent, {
    stream,
    by: actor,
    data: { ...kind, visibility: message.visibility },
    extra: messageView(message.id, message.visibility, message.content),
    messageId: message.id,
    contactId: conversation.contactId,
  })
}

/** The clock of inactivity, where the style has one [S2.27]; the customer's own message stops it. */
function startClock(ctx: Context, conversation: Conversation): Conversation {
  if (conversation.style.inactivity === undefined || !isLive(conversation)) return conversation
  const silence = answered(conversation.silence, ctx.now)
  if (silence === conversation.silence) return conversation
  const next = { ...conversation, silence }
  setSilenceTimer(ctx, next)
  return next
}

/** Sent on with the commit: every check was made before, under lock. */
export async function saveMessages(ctx: Context, writing: Writing, decided: readonly Decided[]): Promise<void> {
  const fresh = decided.flatMap((each) => (each.kind === 'new' ? [each] : []))
  if (fresh.length === 0 && writing.touched.size === 0) return
  const takes = fresh.flatMap(({ message, takes: ids }) =>
    ids.map((id) => ({
      id,
      conversationId: message.conversationId,
      messageId: message.id,
      visibility: message.visibility,
    })),
  )
  const changed = [...writing.touched].flatMap((id) => writing.conversations.get(id) ?? [])
  await Promise.all([
    fresh.length === 0
      ? 0
      : insertMessages(
          ctx.tx,
          fresh.map((each) => each.message),
        ),
    takes.length === 0 ? 0 : takeFiles(ctx.tx, takes),
    updateConversations(ctx.tx, changed),
  ])
}

export function messageView(
  id: string,
  visibility: Visibility,
  content: NewMessage['content'],
  redacted = false,
): MessageView {
  if (redacted) return { id, visibility, text: '', redacted }
  return {
    id,
    visibility,
    text: content.text,
    ...(content.files === undefined ? {} : { files: content.files }),
    ...(content.quickReplies === undefined
      ? {}
      : { quickReplies: content.quickReplies as MessageView['quickReplies'] & {} }),
    ...(content.asks === undefined ? {} : { asks: content.asks }),
    ...(content.mentions === undefined ? {} : { mentions: content.mentions }),
    ...(content.email === undefined ? {} : { email: content.email }),
  }
}

function requireFile(
  files: ReadonlyMap<string, FileRow>,
  id: string,
  author: { kind: string; id: number | null },
): FileRow {
  const file = files.get(id)
  // A file not taken yet is only its uploader's; whose else it may be is not told.
  if (
    file === undefined ||
    file.message_id !== null ||
    file.uploader_kind !== author.kind ||
    file.uploader_id !== author.id
  )
    throw new Refusal('file_not_found', { file: id })
  return file
}

function storedContent({ content, mentions, mailTo, asks }: Draft, files: readonly FileRow[]): NewMessage['content'] {
  return {
    text: content.text,
    ...(files.length === 0 ? {} : { files: files.map(fileView) }),
    ...(content.quickReplies === undefined ? {} : { quickReplies: content.quickReplies }),
    ...(asks === undefined ? {} : { asks }),
    ...(mentions === undefined || mentions.length === 0 ? {} : { mentions }),
    ...(mailTo === undefined ? {} : { email: { to: mailTo, state: 'waiting', problem: null } }),
  }
}
