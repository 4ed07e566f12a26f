-- Full-text search, filled from the log after the commit (server/tickets/search). No extension is needed for words: accents
-- are folded here, so that every PostgreSQL gives the same answer. `pg_trgm` is for typos in names, where it may be had.

-- Small letters without accents; all that is neither letter nor digit is one blank. server/tickets/search/pure/fold.ts does the same.
create function search_fold(value text) returns text language sql immutable strict parallel safe as $$
  select case
    when octet_length(value) = length(value) then regexp_replace(lower(value), '[^a-z0-9]+', ' ', 'g')
    else regexp_replace(
      regexp_replace(
        replace(replace(replace(replace(replace(lower(normalize(value, NFKD)), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'),
        '[\u0300-\u036f]+', '', 'g'),
      '[\u0001-/:-@\[-`{-\u00bf\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u303f]+', ' ', 'g')
  end
$$;

-- Stems of a text written in this language, with what else is asked of a row as words that no text has: `#fr`.
create function search_words(value text, locale text) returns tsvector language sql immutable strict parallel safe as $$
  select case when locale like 'fr%'
    then to_tsvector('pg_catalog.french'::regconfig, left(search_fold(value), 20000)) || '''#fr'''::tsvector
    else to_tsvector('pg_catalog.english'::regconfig, left(search_fold(value), 20000)) || '''#en'''::tsvector
  end
$$;

-- One word, or several in this order, in either language; null when it is only words like "the". A word that counts in one
-- language only does not keep the other one's texts away. Folded French ends -ée like -er: both ends are looked for.
create function search_query(value text) returns tsquery language sql immutable strict parallel safe as $$
  select case
    when numnode(fr) = 0 and numnode(en) = 0 then null
    when numnode(fr) = 0 then en || '''#fr'''::tsquery
    when numnode(en) = 0 then fr || '''#en'''::tsquery
    when fr::text ~ '^''[a-z]{2,}e''$' then fr || en || replace(fr::text, 'e''', '''')::tsquery
    when fr::text ~ '^''[a-z]{3,}''$' then fr || en || (left(fr::text, -1) || 'e''')::tsquery
    else fr || en
  end
  from (select phraseto_tsquery('pg_catalog.french'::regconfig, search_fold(value)) as fr,
               phraseto_tsquery('pg_catalog.english'::regconfig, search_fold(value)) as en) q
$$;

-- When it was, in four widths (68 minutes, 18 hours, 12 days, 194 days): words of the index, so that the newest stretch of
-- time is looked through before the next one. server/tickets/search/pure/stretches.ts counts the same.
create function search_times(at timestamptz) returns tsvector language sql immutable strict parallel safe as $$
  select array_to_tsvector(array['#1.' || (s >> 12), '#2.' || (s >> 16), '#3.' || (s >> 20), '#4.' || (s >> 24)])
  from (select floor(extract(epoch from at))::bigint as s) t
$$;

create table search_messages (
  conversation_id bigint not null,
  message_id uuid not null,
  -- In the conversation's log: where a thread is opened.
  position bigint not null,
  at timestamptz not null,
  words tsvector not null,
  primary key (conversation_id, message_id)
);
create index search_messages_words on search_messages using gin (words);
create index search_messages_at on search_messages (at desc, message_id desc);

create table search_tickets (
  conversation_id bigint primary key,
  at timestamptz not null,
  words tsvector not null
);
create index search_tickets_words on search_tickets using gin (words);
create index search_tickets_at on search_tickets (at desc, conversation_id desc);

-- Name and addresses of a contact, folded.
create table search_contacts (
  contact_id bigint primary key references contacts on delete cascade,
  text text not null
);
do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  -- Not there, or not ours to make: names are then found by their beginnings only (said at each start).
  null;
end $$;
do $$
begin
  if exists (select from pg_extension where extname = 'pg_trgm') then
    create index search_contacts_trigrams on search_contacts using gin (text gin_trgm_ops);
  end if;
end $$;

-- How far the log is in the index: all events up to here, in the order of (xid, id).
create table search_progress (
  one boolean primary key default true check (one),
  xid xid8 not null,
  id bigint not null
);
insert into search_progress (xid, id) values ('0', 0);
