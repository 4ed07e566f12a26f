-- Messaging triggers that wait: what is left of each to do, as it was when it fired, and when. Each conversation has one timer,
-- for the earliest.
create table messaging_waits (
  id bigint generated always as identity primary key,
  rule_id bigint not null references rules on delete cascade,
  version int not null,
  conversation_id bigint not null references conversations on delete cascade,
  actions jsonb not null,
  due_at timestamptz not null
);
create index messaging_waits_conversation on messaging_waits (conversation_id, due_at);
create index messaging_waits_rule on messaging_waits (rule_id);
