-- The log: what happened, in the order of its stream. One plain table: see docs/decisions/0003.
create table streams (
  stream text primary key,
  position bigint not null,
  public_position bigint not null
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

create table events (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  stream text not null,
  position bigint not null,
  public_position bigint,
  type text not null,
  v smallint not null,
  actor_kind text not null,
  actor_id bigint,
  message_id uuid,
  -- Whose conversation it was then: the log readers tell its visitors.
  contact_id bigint,
  data jsonb not null,
  cause text not null,
  at timestamptz not null,
  primary key (stream, position)
);
-- Whole-log readers go by (xid, id) behind pg_snapshot_xmin.
create index events_log on events (xid, id);

create table timers (
  subject text not null,
  kind text not null,
  due_at timestamptz not null,
  version bigint not null default 1,
  primary key (subject, kind)
);
create index timers_due on timers (due_at);

create table idempotency_keys (
  key text primary key,
  command text not null,
  actor text not null,
  result jsonb,
  at timestamptz not null default now()
);
create index idempotency_keys_at on idempotency_keys (at);

-- Secrets made by the installation itself, encrypted by the key outside the database.
create table secrets (
  name text primary key,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
