import type { Tx } from '../platform/db.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { Endings, SessionEndReason, Style } from './contract.ts'
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
  silent_since: Date | null
  silence_done: number
  started_at: Date
  closed_at: Date | null
  deleted_at: Date | null
}

const COLUMNS = `id, contact_id, brand_id, channel_id, locale, state, control, control_epoch, style, endings, session_state,
  session_end_reason, session_ended_at, outcome, contact_delivered, contact_read, people_read, contact_unread, silent_since, silence_done, started_at, closed_at, deleted_at`

/** With those that are hidden, for their contacts. Locks in the order of ids, as every transaction does: the conversation's lock covers its session, ticket and inbox row. */
export async function lockConversations(tx: Tx, ids: number[]): Promise<Map<number, Conversation>> {
  const rows = await tx.rows<ConversationRow>({
    name: 'conversations.lock',
    text: `select ${COLUMNS} from conversations where id = any($1::bigint[]) and purged_at is null order by id for update`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, conversationOf(row)]))
}

export async function lockConversation(tx: Tx, id: number): Promise<Conversation> {
  const conversation = (await lockConversations(tx, [id])).get(id)
  if (conversation === undefined || conversation.hidden) throw new Refusal('conversation_not_found')
  return conversation
}

export async function findConversation(tx: Tx, id: number): Promise<Conversation | null> {
  const conversation = await findAnyConversation(tx, id)
  return conversation?.hidden === true ? null : conversation
}

/** Also one that is hidden: its contact still reads it. */
export async function findAnyConversation(tx: Tx, id: number): Promise<Conversation | null> {
  const row = await tx.maybe<ConversationRow>({
    name: 'conversations.find',
    text: `select ${COLUMNS} from conversations where id = $1 and purged_at is null`,
    values: [id],
  })
  return row === null ? null : conversationOf(row)
}

/**
 * Those of each of these contacts, newest first, with the public head of each: of one moment, so that what its events
 * changed up to there is in it, and nothing else.
 */
export async function listConversationsOf(
  tx: Tx,
  contactIds: readonly number[],
  limit: number,
): Promise<(Conversation & { publicHead: number })[]> {
  const rows = await tx.rows<ConversationRow & { public_position: number }>({
    name: 'conversations.of_contacts',
    text: `select c.*, s.public_position from unnest($1::bigint[]) as asked(id)
           cross join lateral (
             select ${COLUMNS} from conversations where contact_id = asked.id and purged_at is null order by id desc limit $2) c
           join streams s on s.stream = 'conversation:' || c.id and s.public_position > 0
           order by c.id desc`,
    values: [contactIds, limit],
  })
  return rows.map((row) => ({ ...conversationOf(row), publicHead: row.public_position }))
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
             people_read = n.people_read, contact_unread = n.contact_unread, closed_at = n.closed_at,
             silent_since = n.silent_since, silence_done = n.silence_done
           from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::timestamptz[],
                       $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::int[], $14::timestamptz[], $15::timestamptz[], $16::int[])
             as n(id, contact_id, state, control, control_epoch, session_state, session_end_reason, session_ended_at, outcome,
                  contact_delivered, contact_read, people_read, contact_unread, closed_at, silent_since, silence_done)
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
      conversations.map((each) => each.silence?.since ?? null),
      conversations.map((each) => each.silence?.done ?? 0),
    ],
  })
}

export const updateStyle = (tx: Tx, id: number, style: Style): Promise<number> =>
  tx.run({
    name: 'conversations.set_style',
    text: 'update conversations set style = $2 where id = $1',
    values: [id, JSON.stringify(style)],
  })

export const updateLocale = (tx: Tx, id: number, locale: string): Promise<number> =>
  tx.run({
    name: 'conversations.set_locale',
    text: 'update conversations set locale = $2 where id = $1',
    values: [id, locale],
  })

export const updateBrand = (tx: Tx, id: number, brandId: number): Promise<number> =>
  tx.run({
    name: 'conversations.set_brand',
    text: 'update conversations set brand_id = $2 where id = $1',
    values: [id, brandId],
  })

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
    silence: row.silent_since === null ? null : { since: row.silent_since, done: row.silence_done },
    startedAt: row.started_at,
    hidden: row.deleted_at !== null,
  }
}
