-- Addresses outside that are told what happens here. The secret that signs what they get is sealed by the key outside the
-- database.
create table webhooks (
  id bigint generated always as identity primary key,
  name text not null,
  url text not null,
  secret bytea not null,
  -- Empty: only what rules send.
  events text[] not null default '{}',
  active boolean not null,
  -- Since when nothing has arrived; set by the first failure, emptied by the next success.
  failing_since timestamptz,
  -- Set when the system switched it off.
  failed_at timestamptz,
  failure text,
  version int not null default 1,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);

-- What was owed to them and what became of it. Bodies hold ids and fields, never what was said.
create table webhook_deliveries (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhooks on delete cascade,
  type text not null,
  body text not null,
  conversation_id bigint,
  rule_id bigint,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempt int not null default 0,
  next_at timestamptz not null,
  claimed_until timestamptz,
  -- The last attempts, newest last: [{at, status, problem, ms}]; and the beginning of the last answer.
  attempts jsonb not null default '[]',
  answer text,
  at timestamptz not null,
  ended_at timestamptz
);
create index webhook_deliveries_newest on webhook_deliveries (webhook_id, id desc);
create index webhook_deliveries_waiting on webhook_deliveries (next_at) where state = 'waiting';
create index webhook_deliveries_conversation on webhook_deliveries (conversation_id) where conversation_id is not null;
create index webhook_deliveries_ended on webhook_deliveries (ended_at) where ended_at is not null;
