-- Eight more messages for each conversation of seed-inbox.sql, half in French, of ten words each. Words are as frequent as in a
-- language: the first one of 20,000 makes up a fourteenth of all that is said, the last one is nearly never said. $part of two
-- connections takes its half. The index is filled as the product fills it, by the same functions.
insert into messages (conversation_id, id, author_kind, author_id, visibility, content, at)
select c.id, gen_random_uuid(), 'contact', c.contact_id, 'public', jsonb_build_object('text', said.text), c.started_at + place * interval '1 second'
from conversations c cross join generate_series(1, 8) as place cross join lateral (
  select string_agg(case when c.id % 2 = 0 then 'f' else 'e' end
           || translate(to_hex((floor(exp(random() * ln(20000)))::int + 0 * (place + c.id + word)) * 7919 % 1299709), '0123456789abcdef', 'bdgklmnprtvazioe'), ' ') as text
  from generate_series(1, 10) as word) as said
where c.id % 2 = $part
order by c.id;
update conversations set locale = 'fr' where id % 2 = 0 and $part = 0;
insert into search_messages (conversation_id, message_id, position, at, words)
select m.conversation_id, m.id, 1, m.at, search_words(m.content->>'text', case when m.conversation_id % 2 = 0 then 'fr' else 'en' end) || search_times(m.at)
from messages m where m.conversation_id % 2 = $part order by m.at;
insert into search_tickets (conversation_id, at, words)
select conversation_id, created_at, search_words(subject, 'en') || search_times(created_at) from tickets where conversation_id % 2 = $part order by id;
insert into search_contacts (contact_id, text)
select c.id, search_fold(c.name) || ' ' || i.value from contacts c join contact_identities i on i.contact_id = c.id where c.id % 2 = $part order by c.id;
