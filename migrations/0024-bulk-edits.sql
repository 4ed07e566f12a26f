-- One change of many tickets: what is to be done, and what became of each. Kept for a while, for its undo and its account.
create table bulk_edits (
  id bigint generated always as identity primary key,
  user_id bigint not null references users,
  what jsonb not null,
  state text not null check (state in ('running', 'done', 'undoing', 'undone')),
  created_at timestamptz not null,
  -- Since when it can be undone.
  finished_at timestamptz
);
create index bulk_edits_created on bulk_edits (created_at);
create table bulk_edit_items (
  bulk_edit_id bigint not null references bulk_edits on delete cascade,
  conversation_id bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'undone', 'kept')),
  -- {field: [before, after]}, as the person's own update left it.
  changes jsonb,
  -- Why not.
  code text,
  details jsonb,
  primary key (bulk_edit_id, conversation_id)
);
create index bulk_edit_items_conversation on bulk_edit_items (conversation_id);
