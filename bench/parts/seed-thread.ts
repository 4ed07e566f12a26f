import { query } from './database.ts'

/** Makes the newest conversations of a seeded inbox very long; newest first, with the words of their last message. */
export async function seedThreads(
  databaseUrl: string,
  options: { conversations: number; messages: number },
): Promise<{ id: number; last: string }[]> {
  const rows = await query(
    databaseUrl,
    SQL.replace('$messages', String(options.messages)).replace('$conversations', String(options.conversations)),
  )
  return rows.map(({ id, last }) => ({ id: Number(id), last: String(last) }))
}

/** Turns of three messages of the customer and two of the agent, of one to four sentences. */
const SQL = `
with newest as (
  select i.conversation_id as id, i.contact_id, i.assignee_id, s.position, s.public_position
  from inbox i join streams s on s.stream = 'conversation:' || i.conversation_id
  where i.status <> 'closed' and i.assignee_id is not null order by i.sorted_at desc, i.conversation_id desc limit $conversations
), more as (
  select n.*, k, last, gen_random_uuid() as message_id, case when k % 5 < 3 then 'contact' else 'agent' end as author,
         case when k = last then 'The very last message of ' || n.id || '.'
              else 'Message ' || k || '.' || repeat(' It should have come on Friday, but it is **not** here yet.', (1 + k % 4)::int) end as text,
         now() - (last - k) * interval '3 seconds' as at
  from newest n cross join lateral (select $messages - n.public_position + 1 as last) l cross join lateral generate_series(1, last) as k
), written as (
  insert into messages (conversation_id, id, author_kind, author_id, visibility, content, at)
  select id, message_id, author, case author when 'agent' then assignee_id else contact_id end, 'public', jsonb_build_object('text', text), at from more
), told as (
  insert into events (stream, position, public_position, type, v, actor_kind, actor_id, message_id, contact_id, data, cause, at)
  select 'conversation:' || id, position + k, public_position + k, 'message.sent', 1, author,
         case author when 'agent' then assignee_id else contact_id end, message_id, contact_id,
         '{"channelId": 1, "styleKind": "social_messaging", "visibility": "public"}', 'seed', at
  from more order by id, k
), counted as (
  update streams s set position = s.position + m.k, public_position = s.public_position + m.k
  from (select id, max(k) as k from more group by id) m where s.stream = 'conversation:' || m.id
)
select id, text as last from more where k = last order by id desc`
