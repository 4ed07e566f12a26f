-- Views of the account's own: which tickets a list shows, in which order, and what of each. Without an owner or groups a view
-- is everybody's.
create table views (
  id bigint generated always as identity primary key,
  title text not null,
  owner_id bigint references users,
  group_ids bigint[] not null default '{}',
  position int not null,
  active boolean not null default true,
  -- {conditions, columns, group, sort}
  definition jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);
create index views_of_owner on views (owner_id) where deleted_at is null;
-- What views ask most beside the facts of the inbox. A busy ticket's row still changes without touching an index.
create index tickets_tags on tickets using gin (tags);
