import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'

/** How far the log is indexed; the xid is text because it has 64 bits. */
export type Place = { xid: string; id: number }

export const getPlace = (tx: Tx): Promise<Place> =>
  tx.row({ name: 'search.place', text: 'select xid::text, id from search_progress', values: [] })

export const savePlace = (tx: Tx, { xid, id }: Place): Promise<number> =>
  tx.run({
    name: 'search.save_place',
    text: 'update search_progress set xid = $1::xid8, id = $2',
    values: [xid, id],
  })

/** What of the log concerns the index; all transactions below `pg_snapshot_xmin` are finished, so nothing comes in behind. */
export type Batch = Place & {
  /** Of all events, also those that do not concern the index. */
  n: number
  sent: number
  redacted: boolean
  tickets: number[] | null
  purged: number[] | null
  contacts: number[] | null
}
export const readBatch = (tx: Tx, from: Place, limit: number): Promise<Batch> =>
  tx.row<Batch>({
    name: 'search.batch',
    text: `with batch as (${BATCH})
           select count(*)::int as n,
             coalesce((select xid::text from batch order by xid desc, id desc limit 1), $1::text) as xid,
             coalesce((select id from batch order by xid desc, id desc limit 1), $2::bigint) as id,
             (count(*) filter (where type = 'message.sent'))::int as sent,
             coalesce(bool_or(type = 'message.redacted'), false) as redacted,
             array_agg(distinct substr(stream, 14)::bigint) filter (where type in ('ticket.created', 'message.redacted')
               or type = 'ticket.updated' and data->'changes' ? 'subject') as tickets,
             array_agg(distinct (data->>'conversationId')::bigint) filter (where type = 'conversation.purged') as purged,
             (select array_agg(distinct c.id) from batch b, unnest(case
                when b.type ~ '^(contact|visitor)\\.' then array[(b.data->>'contactId')::bigint, (b.data->>'from')::bigint, (b.data->>'into')::bigint]
                when b.type = 'conversation.started' then array[b.contact_id] end) as c(id) where c.id is not null) as contacts
           from batch`,
    values: [from.xid, from.id, limit],
  })

const BATCH = `select xid, id, stream, position, type, message_id, contact_id, data from events
  where (xid, id) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit $3`

/** The messages of a batch; one that was emptied meanwhile has nothing to be found. */
export const indexMessages = (tx: Tx, from: Place, to: Place): Promise<number> =>
  tx.run({
    name: 'search.index_messages',
    text: `insert into search_messages (conversation_id, message_id, position, at, words)
           select m.conversation_id, m.id, e.position, m.at,
             search_words(concat_ws(' ', m.content->>'text', (select string_agg(f->>'name', ' ') from jsonb_array_elements(m.content->'files') f)), c.locale)
               || search_times(m.at)
               || case when m.visibility = 'note' then '''#note'''::tsvector else ''::tsvector end
               || case when m.content ? 'files' then '''#file'''::tsvector else ''::tsvector end
           from events e
           join messages m on m.conversation_id = substr(e.stream, 14)::bigint and m.id = e.message_id
           join conversations c on c.id = m.conversation_id
           where (e.xid, e.id) > ($1::xid8, $2::bigint) and (e.xid, e.id) <= ($3::xid8, $4::bigint) and e.type = 'message.sent'
             and m.redacted_at is null and c.purged_at is null
           on conflict do nothing`,
    values: [from.xid, from.id, to.xid, to.id],
  })

/** What was emptied after it had been indexed leaves the index, whichever came first. */
export const dropRedacted = (tx: Tx, from: Place, to: Place): Promise<number> =>
  tx.run({
    name: 'search.drop_redacted',
    text: `delete from search_messages s using events e
           where (e.xid, e.id) > ($1::xid8, $2::bigint) and (e.xid, e.id) <= ($3::xid8, $4::bigint) and e.type = 'message.redacted'
             and s.conversation_id = substr(e.stream, 14)::bigint and s.message_id = (e.data->>'messageId')::uuid`,
    values: [from.xid, from.id, to.xid, to.id],
  })

export const indexTickets = (tx: Tx, conversationIds: readonly number[]): Promise<number> =>
  tx.run({
    name: 'search.index_tickets',
    text: `insert into search_tickets as s (conversation_id, at, words)
           select t.conversation_id, t.created_at, search_words(t.subject, c.locale) || search_times(t.created_at)
           from tickets t join conversations c on c.id = t.conversation_id
           where t.conversation_id = any($1::bigint[]) and t.deleted_at is null
           on conflict (conversation_id) do update set words = excluded.words where s.words <> excluded.words`,
    values: [conversationIds],
  })

export const indexContacts = async (tx: Tx, contactIds: readonly number[]): Promise<void> => {
  await tx.run({
    name: 'search.index_contacts',
    text: `insert into search_contacts as s (contact_id, text)
           select c.id, concat_ws(' ', search_fold(c.name), (select string_agg(lower(i.value), ' ') from contact_identities i where i.contact_id = c.id))
           from contacts c where c.id = any($1::bigint[]) and c.deleted_at is null and (c.name is not null or exists (select from contact_identities i where i.contact_id = c.id))
           on conflict (contact_id) do update set text = excluded.text where s.text <> excluded.text`,
    values: [contactIds],
  })
  await tx.run({
    name: 'search.drop_contacts',
    text: `delete from search_contacts s using contacts c
           where s.contact_id = any($1::bigint[]) and c.id = s.contact_id
             and (c.deleted_at is not null or c.name is null and not exists (select from contact_identities i where i.contact_id = c.id))`,
    values: [contactIds],
  })
}

/** Takes conversations out of the index. */
export async function dropConversations(tx: Tx, conversationIds: readonly number[]): Promise<void> {
  for (const table of [sql`search_messages`, sql`search_tickets`])
    await tx.run(sql`delete from ${table} where conversation_id = any(${[...conversationIds]}::bigint[])`)
}

export const dropMessages = (tx: Tx, conversationIds: readonly number[], messageIds: readonly string[]) =>
  tx.run(sql`delete from search_messages where (conversation_id, message_id) in
             (select * from unnest(${[...conversationIds]}::bigint[], ${[...messageIds]}::uuid[]))`)
export const dropSubjects = (tx: Tx, conversationIds: readonly number[]) =>
  tx.run(sql`delete from search_tickets where conversation_id = any(${[...conversationIds]}::bigint[])`)
export const dropContacts = (tx: Tx, contactIds: readonly number[]) =>
  tx.run(sql`delete from search_contacts where contact_id = any(${[...contactIds]}::bigint[])`)

/** Sorts what was added into the index itself: a search reads all that waits beside it. */
export const tidyIndex = (tx: Tx): Promise<number> =>
  tx.run({
    name: 'search.tidy',
    text: `select gin_clean_pending_list('search_messages_words'), gin_clean_pending_list('search_tickets_words')`,
    values: [],
  })
