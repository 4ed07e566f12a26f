-- Messaging triggers that act once in a conversation, and have.
create table messaging_runs (
  rule_id bigint not null references rules on delete cascade,
  conversation_id bigint not null references conversations on delete cascade,
  at timestamptz not null,
  primary key (rule_id, conversation_id)
);
create index messaging_runs_conversation on messaging_runs (conversation_id);

-- Which style a conversation gets when it starts: the first of these that holds, else the channel's. One document, one row.
create table style_choice (
  only_row boolean primary key default true check (only_row),
  rules jsonb not null default '[]',
  version int not null default 1
);
insert into style_choice default values;

-- Recipes that were applied, with what was there before: they can be undone.
create table recipe_uses (
  id bigint generated always as identity primary key,
  recipe text not null,
  channel_id bigint not null references channels on delete cascade,
  before jsonb not null,
  after jsonb not null,
  by_id bigint references users,
  at timestamptz not null,
  undone_at timestamptz
);
