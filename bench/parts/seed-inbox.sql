-- A grown installation, written set-based: $tickets conversations with a ticket each, two messages each, of as many contacts,
-- spread over people, groups and statuses as in life: most are closed, few are waiting. $$-signs are filled in by seed-inbox.ts.
create temp table plan as
select n as id,
       ('{closed,closed,closed,closed,closed,closed,closed,closed,closed,closed,closed,closed,solved,solved,open,open,open,pending,hold,new}'::text[])[1 + n % 20] as status,
       ($users::bigint[])[1 + abs(hashint8(n * 7919)) % cardinality($users::bigint[])] as user_id,
       -- Groups of very different size, the last one small.
       ($groups::bigint[])[1 + width_bucket(abs(hashint8(n)) % 100, '{60,85,95,99}')] as group_id,
       now() - ($tickets - n) * interval '40 seconds' as at,
       'Question ' || n || ' about an order' as subject,
       'It should have come on Friday, but the parcel of order ' || n || ' is not here. Where is it, please?' as text,
       gen_random_uuid() as first_id, gen_random_uuid() as last_id
from generate_series(1, $tickets) as n;
alter table plan add column assignee_id bigint;
update plan set assignee_id = user_id where status <> 'new';
analyze plan;

insert into contacts (id, name, locale, created_at, last_seen_at) overriding system value
select id, 'Customer ' || id, 'en', at, at from plan;
insert into contact_identities (contact_id, kind, value) select id, 'email', 'customer' || id || '@example.com' from plan;
insert into conversations (id, contact_id, brand_id, channel_id, locale, state, control, style, endings, people_read, started_at, closed_at) overriding system value
select id, id, 1, (select min(id) from channels), 'en', case when status = 'closed' then 'closed' else 'open' end, 'people',
       '{"id": 3, "kind": "social_messaging", "name": "Social messaging", "undoSeconds": 0, "closeAfterSeconds": 345600}',
       '{"tell": false, "agents": true, "customer": true}', 2, at, case when status = 'closed' then at + interval '4 days' end
from plan;
insert into messages (conversation_id, id, author_kind, author_id, visibility, content, at)
select id, first_id, 'contact', id, 'public', jsonb_build_object('text', text), at from plan
union all
select id, last_id, 'agent', user_id, 'public', jsonb_build_object('text', 'I am looking into it.'), at from plan where status <> 'new';
insert into streams (stream, position, public_position)
select 'conversation:' || id, case when status = 'new' then 3 else 4 end, case when status = 'new' then 2 else 3 end from plan;
insert into events (stream, position, public_position, type, v, actor_kind, actor_id, message_id, contact_id, data, cause, at)
select 'conversation:' || p.id, e.position, e.public_position, e.type, 1, e.by, case when e.by = 'agent' then p.user_id else p.id end,
       case e.position when 3 then p.first_id when 4 then p.last_id end, p.id,
       '{"channelId": 1, "styleKind": "social_messaging"}'::jsonb || e.data::jsonb, 'seed', p.at
from plan p cross join (values
  (1, 1, 'conversation.started', 'contact', '{"locale": "en", "brandId": 1}'), (2, null, 'handed_over', 'contact', '{"groupId": 1}'),
  (3, 2, 'message.sent', 'contact', '{"visibility": "public"}'), (4, 3, 'message.sent', 'agent', '{"visibility": "public"}')
) as e(position, public_position, type, by, data)
where e.position < 4 or p.status <> 'new';
insert into tickets (id, conversation_id, contact_id, brand_id, subject, status, group_id, assignee_id, created_at, updated_at) overriding system value
select id, id, id, 1, subject, status, group_id, assignee_id, at, at from plan;
-- In no order that would help: rows of one page lie on different pages of the table, as they do after a week of work.
insert into inbox (conversation_id, ticket_id, contact_id, channel_id, brand_id, status, group_id, assignee_id, subject, preview, preview_by,
                   activity_at, sorted_at, waiting_since, unread, session, locale)
select id, id, id, (select min(id) from channels), 1, status, group_id, assignee_id, subject, left(text, 140), 'contact', at,
       date_bin('10 seconds', at, 'epoch'), case when status in ('new', 'open') then at end, case when status = 'new' then 1 else 0 end, 'active', 'en'
from plan order by md5(id::text);
insert into inbox_counts (brand_id, group_id, assignee_id, status, n)
select brand_id, group_id, coalesce(assignee_id, 0), status, count(*) from inbox group by 1, 2, 3, 4;
select setval(pg_get_serial_sequence(name, 'id'), $tickets) from unnest('{contacts,conversations,tickets}'::text[]) as name;
drop table plan;
analyze;
