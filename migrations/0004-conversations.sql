create table conversations (
  id bigint generated always as identity primary key,
  contact_id bigint not null references contacts,
  brand_id bigint not null references brands,
  channel_id bigint not null,
  locale text not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  control text not null check (control in ('bot', 'people', 'none')),
  control_epoch bigint not null default 1,
  -- The style as it was when the conversation started.
  style jsonb not null,
  -- Who may end the session, likewise from its start.
  endings jsonb not null,
  session_state text not null default 'active' check (session_state in ('active', 'inactive', 'ended')),
  session_end_reason text check (session_end_reason in ('agent', 'end_user', 'rule', 'inactivity')),
  session_ended_at timestamptz,
  outcome text,
  -- Public positions, see the log.
  contact_delivered bigint not null default 0,
  contact_read bigint not null default 0,
  people_read bigint not null default 0,
  -- Messages of people or bots the contact has not read.
  contact_unread int not null default 0,
  started_at timestamptz not null,
  closed_at timestamptz,
  page jsonb,
  deleted_at timestamptz
) with (fillfactor = 70);
create index conversations_contact on conversations (contact_id, id desc);
create index conversations_live on conversations (contact_id, channel_id) where state = 'open' and session_state <> 'ended';

create table messages (
  conversation_id bigint not null,
  id uuid not null,
  author_kind text not null,
  author_id bigint,
  visibility text not null check (visibility in ('public', 'note')),
  -- {text, files?, quickReplies?, mentions?}; emptied when redacted.
  content jsonb not null,
  at timestamptz not null,
  redacted_at timestamptz,
  redacted_by bigint,
  primary key (conversation_id, id)
);

create table files (
  id uuid primary key,
  uploader_kind text not null check (uploader_kind in ('contact', 'agent', 'system')),
  uploader_id bigint,
  -- Set when a message takes it; before that it is an orphan that expires in 24 h.
  conversation_id bigint,
  message_id uuid,
  visibility text check (visibility in ('public', 'note')),
  name text not null,
  size bigint not null,
  type text not null,
  width int,
  height int,
  has_thumbnail boolean not null default false,
  created_at timestamptz not null default now()
);
create index files_message on files (conversation_id, message_id) where message_id is not null;
create index files_orphans on files (created_at) where message_id is null;

create table drafts (
  conversation_id bigint not null,
  user_id bigint not null references users on delete cascade,
  visibility text not null check (visibility in ('public', 'note')),
  text text not null,
  files uuid[] not null default '{}',
  saved_at timestamptz not null default now(),
  primary key (user_id, conversation_id, visibility)
);
