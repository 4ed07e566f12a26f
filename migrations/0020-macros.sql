-- Macros may be one person's own, or for some groups; without either they are everybody's. Triggers have neither.
alter table rules add column owner_id bigint references users, add column group_ids bigint[] not null default '{}';
create index rules_of_owner on rules (owner_id) where owner_id is not null and deleted_at is null;

-- Texts agents put into an answer by typing `/` and a word.
create table saved_replies (
  id bigint generated always as identity primary key,
  shortcut text not null,
  -- By locale.
  texts jsonb not null,
  -- Null: everybody's.
  owner_id bigint references users,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);
create index saved_replies_shortcut on saved_replies (lower(shortcut)) where deleted_at is null;
