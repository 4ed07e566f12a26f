-- What customers are asked after a conversation, and what they say. A rating is a record of its own: it may come after the
-- ticket is closed. What was asked is kept with it, so that it can be read after the survey has changed.
create table surveys (
  id bigint generated always as identity primary key,
  name text not null,
  active boolean not null,
  position int not null,
  definition jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);

create table ratings (
  id bigint generated always as identity primary key,
  survey_id bigint not null references surveys,
  conversation_id bigint not null references conversations on delete cascade,
  ticket_id bigint not null,
  -- Who had the ticket when it was offered: the rating is about them.
  agent_id bigint references users,
  group_id bigint,
  channel_id bigint not null,
  brand_id bigint not null,
  asked jsonb not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  mailed_at timestamptz,
  score smallint,
  good boolean,
  reason text,
  comment text,
  rated_at timestamptz,
  changed_at timestamptz,
  -- Once a ticket, whatever happens at the same time.
  unique (ticket_id, survey_id)
);
create index ratings_newest on ratings (offered_at desc, id desc);
create index ratings_rated on ratings (good, offered_at desc, id desc) where good is not null;
create index ratings_conversation on ratings (conversation_id);
create index ratings_agent on ratings (agent_id, offered_at desc, id desc);

-- What rules and views read of it.
alter table tickets
  add column satisfaction text not null default 'unoffered' check (satisfaction in ('unoffered', 'offered', 'good', 'bad')),
  add column satisfaction_score smallint;
