import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { Content, Endings, FileView, SessionEndReason, Style, Visibility } from './contract.ts'
import type { Conversation, Outcome, Session } from './model.ts'

type ConversationRow = {
  id: number
  contact_id: number
  brand_id: number
  channel_id: number
  locale: string
  state: 'open' | 'closed'
  control: Conversation['control']
  control_epoch: number
  style: Style
  endings: Endings
  session_state: Session['state']
  session_end_reason: SessionEndReason | null
  session_ended_at: Date | null
  outcome: Outcome | null
  contact_delivered: number
  contact_read: number
  people_read: number
  contact_unread: number
  started_at: Date
  closed_at: Date | null
}

const COLUMNS = `id, contact_id, brand_id, channel_id, locale, state, control, control_epoch, style, endings, session_state,
  session_end_reason, session_ended_at, outcome, contact_delivered, contact_read, people_read, contact_unread, started_at, closed_at`

/** Locks in the order of ids, as every transaction does: the conversation's lock covers its session, ticket and inbox row. */
export async function lockConversations(tx: Tx, ids: number[]): Promise<Map<number, Conversation>> {
  const rows = await tx.rows<ConversationRow>({
    name: 'conversations.lock',
    text: `select ${COLUMNS} from conversations where id = any($1::bigint[]) and deleted_at is null order by id for update`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, conversationOf(row)]))
}

export async function lockConversation(tx: Tx, id: number): Promise<Conversation> {
  const conversation = (await lockConversations(tx, [id])).get(id)
  if (conversation === undefined) throw new Refusal('conversation_not_found')
  return conversation
}

export async function findConversation(tx: Tx, id: number): Promise<Conversation | null> {
  const row = await tx.maybe<ConversationRow>({
    name: 'conversations.find',
    text: `select ${COLUMNS} from conversations where id = $1 and deleted_at is null`,
    values: [id],
  })
  return row === null ? null : conversationOf(row)
}

/** All of a contact, newest first. */
export async function listConversationsOf(tx: Tx, contactId: number, limit: number): Promise<Conversation[]> {
  const rows = await tx.rows<ConversationRow>({
    name: 'conversations.of_contact',
    text: `select ${COLUMNS} from conversations where contact_id = $1 and deleted_at is null order by id desc limit $2`,
    values: [contactId, limit],
  })
  return rows.map(conversationOf)
}

/** How many each of these contacts has; those without any are missing. */
export async function countConversations(tx: Tx, contactIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.rows<{ id: number; n: number }>({
    name: 'conversations.count',
    text: 'select contact_id as id, count(*)::int as n from conversations where contact_id = any($1::bigint[]) and deleted_at is null group by 1',
    values: [contactIds],
  })
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** The newest conversation of this contact and channel that a message would go on in. */
export async function findLiveConversation(tx: Tx, contactId: number, channelId: number): Promise<number | null> {
  const row = await tx.maybe<{ id: number }>({
    name: 'conversations.live',
    text: `select id from conversations where contact_id = $1 and channel_id = $2 and state = 'open' and session_state <> 'ended'
           and deleted_at is null order by id desc limit 1`,
    values: [contactId, channelId],
  })
  return row?.id ?? null
}

export type NewConversation = {
  contactId: number
  brandId: number
  channelId: number
  locale: string
  control: Conversation['control']
  style: Style
  endings: Endings
  page: { url: string; title?: string | undefined } | null
  startedAt: Date
}
export async function insertConversation(tx: Tx, input: NewConversation): Promise<Conversation> {
  const row = await tx.row<ConversationRow>({
    name: 'conversations.insert',
    text: `insert into conversations (contact_id, brand_id, channel_id, locale, control, style, endings, page, started_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
    values: [
      input.contactId,
      input.brandId,
      input.channelId,
      input.locale,
      input.control,
      JSON.stringify(input.style),
      JSON.stringify(input.endings),
      input.page === null ? null : JSON.stringify(input.page),
      input.startedAt,
    ],
  })
  return conversationOf(row)
}

/** Writes what commands change of conversations (never their start). */
export async function updateConversations(tx: Tx, conversations: readonly Conversation[]): Promise<void> {
  if (conversations.length === 0) return
  const ended = (conversation: Conversation) => (conversation.session.state === 'ended' ? conversation.session : null)
  await tx.run({
    name: 'conversations.update',
    text: `update conversations c set
             contact_id = n.contact_id, state = n.state, control = n.control, control_epoch = n.control_epoch,
             session_state = n.session_state, session_end_reason = n.session_end_reason, session_ended_at = n.session_ended_at,
             outcome = n.outcome, contact_delivered = n.contact_delivered, contact_read = n.contact_read,
             people_read = n.people_read, contact_unread = n.contact_unread, closed_at = n.closed_at
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::timestamptz[],
                       $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::int[], $14::timestamptz[])
             as n(id, contact_id, state, control, control_epoch, session_state, session_end_reason, session_ended_at, outcome,
                  contact_delivered, contact_read, people_read, contact_unread, closed_at)
           where c.id = n.id`,
    values: [
      conversations.map((each) => each.id),
      conversations.map((each) => each.contactId),
      conversations.map((each) => (each.closed === null ? 'open' : 'closed')),
      conversations.map((each) => each.control),
      conversations.map((each) => each.controlEpoch),
      conversations.map((each) => each.session.state),
      conversations.map((each) => ended(each)?.reason ?? null),
      conversations.map((each) => ended(each)?.at ?? null),
      conversations.map((each) => each.closed?.outcome ?? null),
      conversations.map((each) => each.contactDelivered),
      conversations.map((each) => each.contactRead),
      conversations.map((each) => each.peopleRead),
      conversations.map((each) => each.contactUnread),
      conversations.map((each) => each.closed?.at ?? null),
    ],
  })
}

function conversationOf(row: ConversationRow): Conversation {
  return {
    id: row.id,
    contactId: row.contact_id,
    brandId: row.brand_id,
    channelId: row.channel_id,
    locale: row.locale,
    control: row.control,
    controlEpoch: row.control_epoch,
    style: row.style,
    endings: row.endings,
    session:
      row.session_state === 'ended'
        ? { state: 'ended', reason: row.session_end_reason ?? 'rule', at: row.session_ended_at ?? row.started_at }
        : { state: row.session_state },
    closed: row.closed_at === null ? null : { at: row.closed_at, outcome: row.outcome ?? 'solved' },
    contactDelivered: row.contact_delivered,
    contactRead: row.contact_read,
    peopleRead: row.people_read,
    contactUnread: row.contact_unread,
    startedAt: row.started_at,
  }
}

// Messages

/** What `messages.content` holds. */
export type StoredContent = Omit<Content, 'files'> & { files?: FileView[]; mentions?: number[] }
export type StoredMessage = {
  conversation_id: number
  id: string
  author_kind: string
  author_id: number | null
  visibility: Visibility
  content: StoredContent
  at: Date
  redacted_at: Date | null
}

const MESSAGE = 'm.conversation_id, m.id, m.author_kind, m.author_id, m.visibility, m.content, m.at, m.redacted_at'

export const listMessages = (
  tx: Tx,
  refs: readonly { conversationId: number; messageId: string }[],
): Promise<StoredMessage[]> =>
  tx.rows<StoredMessage>({
    name: 'messages.list',
    text: `select ${MESSAGE} from unnest($1::bigint[], $2::uuid[]) as r(conversation_id, id) join messages m using (conversation_id, id)`,
    values: [refs.map((ref) => ref.conversationId), refs.map((ref) => ref.messageId)],
  })

export type NewMessage = {
  conversationId: number
  id: string
  authorKind: string
  authorId: number | null
  visibility: Visibility
  content: StoredContent
  at: Date
}
export async function insertMessages(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  await tx.run({
    name: 'messages.insert',
    text: `insert into messages (conversation_id, id, author_kind, author_id, visibility, content, at)
           select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::jsonb[], $7::timestamptz[])`,
    values: [
      messages.map((message) => message.conversationId),
      messages.map((message) => message.id),
      messages.map((message) => message.authorKind),
      messages.map((message) => message.authorId),
      messages.map((message) => message.visibility),
      messages.map((message) => JSON.stringify(message.content)),
      messages.map((message) => message.at),
    ],
  })
}

/** Empties a message for good; what was said is not kept anywhere. */
export const redactMessageRow = (
  tx: Tx,
  conversationId: number,
  messageId: string,
  userId: number | null,
  at: Date,
): Promise<number> =>
  tx.run(sql`update messages set content = '{"text":""}', redacted_at = ${at}, redacted_by = ${userId}
             where conversation_id = ${conversationId} and id = ${messageId} and redacted_at is null`)

/** The log's position of a message, and where it ended before what the contact may hear. */
export const findMessageEvent = (
  tx: Tx,
  stream: string,
  messageId: string,
): Promise<{ position: number; public_position: number | null; at: Date } | null> =>
  tx.maybe(
    sql`select position, public_position, at from events where stream = ${stream} and message_id = ${messageId} and type = 'message.sent' limit 1`,
  )

// Files

export type FileRow = {
  id: string
  uploader_kind: 'contact' | 'agent' | 'system'
  uploader_id: number | null
  conversation_id: number | null
  message_id: string | null
  visibility: Visibility | null
  name: string
  size: number
  type: string
  width: number | null
  height: number | null
  has_thumbnail: boolean
}
/** Locked, so that what is decided on them still holds when they are taken. */
export const lockFiles = (tx: Tx, ids: readonly string[]): Promise<FileRow[]> =>
  tx.rows<FileRow>({
    name: 'files.lock',
    text: `select id, uploader_kind, uploader_id, conversation_id, message_id, visibility, name, size, type, width, height, has_thumbnail
           from files where id = any($1::uuid[]) order by id for update`,
    values: [ids],
  })

/** A file belongs to one message: taken once. */
export const takeFiles = (
  tx: Tx,
  taken: readonly { id: string; conversationId: number; messageId: string; visibility: Visibility }[],
): Promise<number> =>
  tx.run({
    name: 'files.take',
    text: `update files f set conversation_id = t.conversation_id, message_id = t.message_id, visibility = t.visibility
           from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[]) as t(id, conversation_id, message_id, visibility)
           where f.id = t.id and f.message_id is null`,
    values: [
      taken.map((each) => each.id),
      taken.map((each) => each.conversationId),
      taken.map((each) => each.messageId),
      taken.map((each) => each.visibility),
    ],
  })

// Drafts

export type DraftRow = { visibility: Visibility; text: string; files: string[] }
export const listDrafts = (tx: Tx, userId: number, conversationId: number): Promise<DraftRow[]> =>
  tx.rows<DraftRow>({
    name: 'drafts.list',
    text: 'select visibility, text, files from drafts where user_id = $1 and conversation_id = $2',
    values: [userId, conversationId],
  })
export const upsertDraft = (
  tx: Tx,
  draft: { userId: number; conversationId: number; visibility: Visibility; text: string; files: string[]; at: Date },
): Promise<number> =>
  tx.run(sql`insert into drafts (user_id, conversation_id, visibility, text, files, saved_at)
             values (${draft.userId}, ${draft.conversationId}, ${draft.visibility}, ${draft.text}, ${draft.files}, ${draft.at})
             on conflict (user_id, conversation_id, visibility) do update set text = excluded.text, files = excluded.files, saved_at = excluded.saved_at`)
export const deleteDraft = (tx: Tx, userId: number, conversationId: number, visibility: Visibility): Promise<number> =>
  tx.run({
    name: 'drafts.delete',
    text: 'delete from drafts where user_id = $1 and conversation_id = $2 and visibility = $3',
    values: [userId, conversationId, visibility],
  })

/** The bytes of files without a row are swept from the disk by housekeeping. */
export const deleteFilesOf = (tx: Tx, conversationId: number, messageId: string): Promise<number> =>
  tx.run(sql`delete from files where conversation_id = ${conversationId} and message_id = ${messageId}`)

/** Position of the contact's newest message: what an agent may have missed. */
export async function newestContactMessage(tx: Tx, stream: string): Promise<number> {
  const row = await tx.maybe<{ position: number }>({
    name: 'events.newest_contact_message',
    text: `select position from events where stream = $1 and type = 'message.sent' and actor_kind = 'contact' order by position desc limit 1`,
    values: [stream],
  })
  return row?.position ?? 0
}

/** The newest public message of each conversation, for lists shown to the contact: never a note. */
export const listLastPublicMessages = (tx: Tx, conversationIds: readonly number[]) =>
  tx.rows<{
    conversation_id: number
    author_kind: string
    author_id: number | null
    text: string
    file: string | null
    at: Date
  }>({
    name: 'messages.last_public',
    text: `select c.id as conversation_id, m.author_kind, m.author_id, m.content->>'text' as text, m.content->'files'->0->>'name' as file, m.at
           from unnest($1::bigint[]) as c(id)
           cross join lateral (select e.message_id from events e where e.stream = 'conversation:' || c.id and e.type = 'message.sent'
                               and e.public_position is not null order by e.position desc limit 1) last
           join messages m on m.conversation_id = c.id and m.id = last.message_id`,
    values: [conversationIds],
  })

/** Public heads of conversations. */
export const listPublicHeads = (tx: Tx, conversationIds: readonly number[]) =>
  tx.rows<{ id: number; public_position: number }>({
    name: 'streams.public_heads',
    text: `select c.id, s.public_position from unnest($1::bigint[]) as c(id) join streams s on s.stream = 'conversation:' || c.id`,
    values: [conversationIds],
  })

/** Which of the contact's newest conversations already holds this message: a start that is asked again. */
export async function findConversationOfMessage(tx: Tx, contactId: number, messageId: string): Promise<number | null> {
  const row = await tx.maybe<{ conversation_id: number }>({
    name: 'messages.of_contact',
    text: `select m.conversation_id from (select id from conversations where contact_id = $1 order by id desc limit 20) c
           join messages m on m.conversation_id = c.id and m.id = $2`,
    values: [contactId, messageId],
  })
  return row?.conversation_id ?? null
}
