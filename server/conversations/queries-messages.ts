import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Content, Mailed, MessageView, Visibility } from './contract.ts'

/** What `messages.content` holds. */
export type StoredContent = Omit<Content, 'files'> & Pick<MessageView, 'files' | 'mentions' | 'email' | 'asks'>

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

/** Notes what became of messages that go by mail; gives those for which it is news. */
export const setMailed = (
  tx: Tx,
  mails: readonly { conversationId: number; messageId: string; state: Mailed['state']; problem: string | null }[],
): Promise<{ conversation_id: number; id: string; contact_id: number }[]> =>
  tx.rows(sql`
    update messages m set content = jsonb_set(m.content, '{email}', m.content->'email' || jsonb_build_object('state', n.state, 'problem', n.problem))
    from unnest(${mails.map((mail) => mail.conversationId)}::bigint[], ${mails.map((mail) => mail.messageId)}::uuid[],
                ${mails.map((mail) => mail.state)}::text[], ${mails.map((mail) => mail.problem)}::text[]) as n(conversation_id, id, state, problem)
         join conversations c on c.id = n.conversation_id
    where m.conversation_id = n.conversation_id and m.id = n.id and m.content ? 'email'
      and (m.content->'email'->>'state' <> n.state or m.content->'email'->>'problem' is distinct from n.problem)
    returning m.conversation_id, m.id, c.contact_id`)

export type Said = { author_kind: string; author_id: number | null; text: string; files: string[]; at: Date }
/** The last public messages, oldest first, and how many there are in all: what a transcript holds. */
export const listSaid = (tx: Tx, conversationId: number, limit: number): Promise<(Said & { total: number })[]> =>
  tx.rows(sql`
    select * from (
      select m.author_kind, m.author_id, m.content->>'text' as text, m.at, e.position, count(*) over ()::int as total,
        array(select f->>'name' from jsonb_array_elements(coalesce(m.content->'files', '[]')) f) as files
      from events e join messages m on m.conversation_id = ${conversationId} and m.id = e.message_id
      where e.stream = ${`conversation:${conversationId}`} and e.type = 'message.sent' and e.public_position is not null
        and m.visibility = 'public' and m.redacted_at is null
      order by e.position desc limit ${limit}) last
    order by position`)

export type Unread = { author_kind: string; author_id: number | null; text: string; file: string | null; at: Date }
/** What others have said after what the contact has read, without what went by mail already; oldest first. */
export const listUnread = (tx: Tx, conversationId: number, read: number): Promise<Unread[]> =>
  tx.rows(sql`
    select m.author_kind, m.author_id, m.content->>'text' as text, m.content->'files'->0->>'name' as file, m.at
    from events e join messages m on m.conversation_id = ${conversationId} and m.id = e.message_id
    where e.stream = ${`conversation:${conversationId}`} and e.position > ${read} and e.public_position > ${read} and e.type = 'message.sent'
      and e.actor_kind in ('agent', 'bot') and not m.content ? 'email' and m.redacted_at is null
    order by e.position limit 100`)

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

/** Drafts that quote these words, in whatever case. */
export const emptyDraftsWith = (tx: Tx, conversationId: number, words: string): Promise<number> =>
  tx.run(
    sql`delete from drafts where conversation_id = ${conversationId} and position(lower(${words}) in lower(text)) > 0`,
  )

/** The log's position of a message, and where it ended before what the contact may hear. */
export const findMessageEvent = (
  tx: Tx,
  stream: string,
  messageId: string,
): Promise<{ position: number; public_position: number | null; at: Date } | null> =>
  tx.maybe(
    sql`select position, public_position, at from events where stream = ${stream} and message_id = ${messageId} and type = 'message.sent' limit 1`,
  )

/** Position of the newest public message of the contact or of another agent: what this one may have missed. */
export async function newestMessageOfOthers(tx: Tx, stream: string, userId: number): Promise<number> {
  const row = await tx.maybe<{ position: number }>({
    name: 'events.newest_message_of_others',
    text: `select position from events where stream = $1 and type = 'message.sent'
             and (actor_kind = 'contact' or (actor_kind = 'agent' and actor_id <> $2 and public_position is not null))
           order by position desc limit 1`,
    values: [stream, userId],
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

/** How many messages of the other side each mark leaves unread, in the order of the marks. */
export async function countUnreadBy(
  tx: Tx,
  reader: 'contact' | 'people',
  marks: readonly { conversationId: number; read: number }[],
): Promise<number[]> {
  const rows = await tx.rows<{ n: number }>({
    name: `events.unread_by_${reader}`,
    text: `select (select count(*)::int from events e
                   where e.stream = 'conversation:' || m.id and e.position > m.read and e.public_position > m.read
                     and e.type = 'message.sent' and e.actor_kind ${reader === 'people' ? '=' : '<>'} 'contact') as n
           from unnest($1::bigint[], $2::bigint[]) with ordinality as m(id, read, ord) order by m.ord`,
    values: [marks.map((mark) => mark.conversationId), marks.map((mark) => mark.read)],
  })
  return rows.map((row) => row.n)
}

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
