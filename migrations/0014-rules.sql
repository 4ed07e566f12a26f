-- What conditions read beside the ticket's own fields: how often, and since when.
alter table tickets
  add column reopens int not null default 0,
  add column agent_stations int not null default 0,
  add column group_stations int not null default 0,
  add column status_since timestamptz not null default now(),
  add column assigned_at timestamptz;
alter table inbox
  add column session_end_reason text,
  add column style_kind text not null default 'live_chat_returning',
  -- When each side last said something the other could read.
  add column customer_at timestamptz,
  add column replies int not null default 0,
  add column agent_at timestamptz;
update inbox i set session_end_reason = c.session_end_reason, style_kind = c.style->>'kind' from conversations c where c.id = i.conversation_id;
update tickets set status_since = coalesce(solved_at, updated_at);
-- What rules did within an update: [{rule, version, title, changes, did}]; null where none fired.
alter table ticket_updates add column rules jsonb, add column kind text not null default 'changed' check (kind in ('created', 'changed'));

-- Text as conditions compare it: without accents, in small letters, words apart by one space. Its twin is
-- server/platform/pure/conditions/fold.ts; a property test holds both together.
create function fold_text(text) returns text language sql immutable strict parallel safe as $$
  select replace(replace(replace(
    translate(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'),
      'ABCDEFGHIJKLMNOPQRSTUVWXYZΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЇЈЉЊЋЏŒÆØŁĐ',
      'abcdefghijklmnopqrstuvwxyzαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяђєіїјљњћџœæøłđ'),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss')
$$;
create function fold_words(text) returns text language sql immutable strict parallel safe as $$
  select ' ' || btrim(regexp_replace(fold_text($1), '[\u0009-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g')) || ' '
$$;

create table rules (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('trigger', 'automation', 'messaging_trigger', 'macro')),
  title text not null,
  -- A heading rules are grouped under; categories order first, then position.
  category text not null default '',
  position int not null,
  active boolean not null default true,
  definition jsonb not null,
  version int not null default 1,
  -- Set when the system switched it off after repeated failures.
  failed_at timestamptz,
  failure text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);
create index rules_active on rules (kind, position) where active and deleted_at is null;

create table rule_versions (
  rule_id bigint not null references rules on delete cascade,
  version int not null,
  title text not null,
  category text not null,
  active boolean not null,
  definition jsonb not null,
  author_id bigint references users,
  at timestamptz not null,
  primary key (rule_id, version)
);

-- One row each time a rule did something: how often, when last, and why a ticket changed.
create table rule_firings (
  id bigint generated always as identity primary key,
  rule_id bigint not null references rules on delete cascade,
  version int not null,
  ticket_id bigint not null,
  at timestamptz not null,
  -- Field → [before, after], and what else was done.
  changes jsonb not null,
  did jsonb not null,
  failure text
);
create index rule_firings_rule on rule_firings (rule_id, id desc);
create index rule_firings_ticket on rule_firings (ticket_id, id desc);
