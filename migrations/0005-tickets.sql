create table tickets (
  id bigint generated always as identity primary key,
  conversation_id bigint not null unique references conversations,
  contact_id bigint not null references contacts,
  organization_id bigint references organizations,
  brand_id bigint not null references brands,
  subject text not null,
  status text not null check (status in ('new', 'open', 'pending', 'hold', 'solved', 'closed')),
  priority text check (priority in ('low', 'normal', 'high', 'urgent')),
  group_id bigint references groups,
  assignee_id bigint references users,
  tags text[] not null default '{}',
  snoozed_until timestamptz,
  solved_at timestamptz,
  closes_at timestamptz,
  undo_until timestamptz,
  -- The status before Solved, for undo.
  status_before_solved text,
  version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
) with (fillfactor = 70);
create index tickets_contact on tickets (contact_id, id desc);

-- One row an update: the audit of the ticket, and what rules read.
create table ticket_updates (
  id bigint generated always as identity primary key,
  ticket_id bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id bigint,
  message_id uuid,
  -- {field: [before, after]}
  changes jsonb not null,
  -- The ticket's fields after the update.
  state jsonb not null
);
create index ticket_updates_ticket on ticket_updates (ticket_id, id desc);
create index ticket_updates_at on ticket_updates using brin (at);

-- What the inbox lists: one row a conversation, written in the same transaction as the change.
create table inbox (
  conversation_id bigint primary key,
  ticket_id bigint,
  contact_id bigint not null,
  channel_id bigint not null,
  brand_id bigint not null,
  status text not null check (status in ('bot', 'new', 'open', 'pending', 'hold', 'solved', 'closed')),
  group_id bigint,
  assignee_id bigint,
  priority text,
  subject text not null,
  preview text not null,
  preview_by text not null,
  activity_at timestamptz not null,
  -- activity_at down to ten seconds: lists sort by it, and a busy conversation's row changes without touching an index.
  sorted_at timestamptz not null,
  waiting_since timestamptz,
  unread int not null default 0,
  session text not null,
  snoozed_until timestamptz,
  locale text not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
create index inbox_status on inbox (status, sorted_at desc, conversation_id desc);
create index inbox_unassigned on inbox (sorted_at desc, conversation_id desc) where assignee_id is null and status in ('new', 'open');
create index inbox_mine on inbox (assignee_id, sorted_at desc, conversation_id desc) where status not in ('solved', 'closed');
create index inbox_all on inbox (sorted_at desc, conversation_id desc) where status <> 'closed';

-- How many inbox rows there are of each kind; never counted on read, never a hot row: deltas are folded in.
create table inbox_counts (
  brand_id bigint not null,
  group_id bigint not null,
  assignee_id bigint not null,
  status text not null,
  n bigint not null,
  primary key (status, brand_id, group_id, assignee_id)
);
create table inbox_count_deltas (
  id bigint generated always as identity primary key,
  brand_id bigint not null,
  group_id bigint not null,
  assignee_id bigint not null,
  status text not null,
  n int not null
);
