-- Outgoing mail: what is owed, and what became of it. The text is sealed by the key outside the database (links in it open
-- accounts) and goes as soon as the mail server has taken it.
create table mails (
  id bigint generated always as identity primary key,
  kind text not null,
  recipient text not null,
  -- The whole mail as it was written, sealed; null once it was sent, or when it may not go any more.
  sealed bytea,
  -- Kept the same over all attempts: who gets it twice sees it once.
  message_id text not null unique,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempt int not null default 0,
  next_at timestamptz not null,
  -- Since when it is owed, for giving up; begins anew when somebody sends it again.
  owed_at timestamptz not null,
  -- An attempt is under way until then at most; `handed` from the moment the server may have all of it.
  claimed_until timestamptz,
  handed boolean not null default false,
  -- Of the latest attempt: what went wrong, and the server's own words.
  problem text,
  answer text,
  -- What it belongs to, for its owner: a message's id, the person written to.
  conversation_id bigint,
  subject_message uuid,
  user_id bigint references users on delete cascade,
  at timestamptz not null,
  ended_at timestamptz
);
create index mails_waiting on mails (next_at) where state = 'waiting';
create index mails_state on mails (state, id desc);
create index mails_conversation on mails (conversation_id) where conversation_id is not null;
create index mails_ended on mails (ended_at) where ended_at is not null;
