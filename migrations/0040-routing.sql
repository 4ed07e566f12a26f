-- How work finds an agent. What one conversation has to do with it is kept in its inbox row: it is loaded and written with
-- it, so no message costs a query more. See server/tickets/pure/routing.ts.
alter table inbox add column routing jsonb;
-- What waits or is offered: all that a router decides on.
create index inbox_routed on inbox (conversation_id) where routing->>'state' in ('waiting', 'offered');
-- What somebody holds: his load, counted anew.
create index inbox_held on inbox (((routing->>'holder')::bigint)) where routing->>'state' in ('held', 'offered');
-- What a change of settings or queues may change: open work, and whatever counts for somebody.
create index inbox_routable on inbox (conversation_id) where status in ('new', 'open') or routing->>'state' in ('waiting', 'offered', 'held');

-- One row. Everything that is not said here has its default in the code.
create table routing_settings (
  id int primary key default 1 check (id = 1),
  settings jsonb not null default '{}',
  -- Raised by each change of settings and queues; open work is looked at again up to there.
  version int not null default 1,
  reached int not null default 1
);
insert into routing_settings default values;

-- What an agent may be doing, and which work each lets in: online, away, transfer_only or offline by family of channels.
create table agent_statuses (
  id bigint generated always as identity primary key,
  -- Of the four that are always there; null: the account's own.
  key text unique,
  names jsonb not null,
  email text not null check (email in ('online', 'away', 'transfer_only', 'offline')),
  messaging text not null check (messaging in ('online', 'away', 'transfer_only', 'offline')),
  call text not null check (call in ('online', 'away', 'transfer_only', 'offline')),
  is_break boolean not null default false,
  position int not null,
  deleted_at timestamptz
);
insert into agent_statuses (key, names, email, messaging, call, position) values
  ('online', '{"en": "Online", "fr": "En ligne"}', 'online', 'online', 'online', 1),
  ('away', '{"en": "Away", "fr": "Absent"}', 'online', 'away', 'away', 2),
  ('transfer_only', '{"en": "Transfers only", "fr": "Transferts uniquement"}', 'transfer_only', 'transfer_only', 'transfer_only', 3),
  ('offline', '{"en": "Offline", "fr": "Hors ligne"}', 'offline', 'offline', 'offline', 4);

-- How much work one agent is given at once.
create table capacity_rules (
  id bigint generated always as identity primary key,
  name text not null,
  is_default boolean not null default false,
  email int not null check (email between 0 and 500),
  messaging int not null check (messaging between 0 and 500),
  call int not null check (call between 0 and 1),
  deleted_at timestamptz
);
create unique index capacity_rules_default on capacity_rules (is_default) where is_default;
insert into capacity_rules (name, is_default, email, messaging, call) values ('', true, 10, 3, 1);

-- How an agent stands, and how much he holds. Commits that give or take work add to the loads.
create table agent_states (
  user_id bigint primary key references users on delete cascade,
  status_id bigint not null references agent_statuses,
  since timestamptz not null,
  -- chosen, forced, lost (no desk of his was heard of any more), idle, signed_out, signed_in
  cause text not null default 'chosen',
  forced_by bigint references users,
  -- Null: the default rule.
  capacity_rule_id bigint references capacity_rules,
  email int not null default 0,
  messaging int not null default 0,
  call int not null default 0,
  -- When he was last given work of each family: who has waited longest is next.
  email_at timestamptz,
  messaging_at timestamptz,
  call_at timestamptz,
  -- {family: instant} until which he writes up what he has just ended, and is given nothing.
  wrap_up jsonb not null default '{}',
  -- Offers he let pass, one after another.
  missed int not null default 0
);
create index agent_states_status on agent_states (status_id);
create index agent_states_capacity on agent_states (capacity_rule_id) where capacity_rule_id is not null;
insert into agent_states (user_id, status_id, since, cause)
  select u.id, s.id, u.availability_at, 'chosen' from users u join agent_statuses s on s.key = u.availability;

-- Until when a desk of his was heard of, and when somebody last touched it. Apart from the states: it is written all the time.
create table agent_leases (
  user_id bigint primary key references users on delete cascade,
  until timestamptz not null,
  active_at timestamptz not null
);
create index agent_leases_until on agent_leases (until);

create table skills (
  id bigint generated always as identity primary key,
  name text not null,
  deleted_at timestamptz
);
create unique index skills_name on skills (lower(name)) where deleted_at is null;
create table agent_skills (
  user_id bigint not null references users on delete cascade,
  skill_id bigint not null references skills on delete cascade,
  -- Who has it so is asked before all others who have it.
  is_priority boolean not null default false,
  primary key (user_id, skill_id)
);
create index agent_skills_skill on agent_skills (skill_id);

-- A queue takes what its conditions hold for; the first in order that fits. Without one, the ticket's group is asked.
create table queues (
  id bigint generated always as identity primary key,
  name text not null,
  position int not null,
  active boolean not null default true,
  conditions jsonb not null,
  -- [{share, groupIds}]: shares sum to 100. One entry: no split.
  shares jsonb not null,
  -- Asked only while none of the first can take it.
  secondary_group_ids bigint[] not null default '{}',
  -- priority, sla
  ordered_by text not null default 'priority' check (ordered_by in ('priority', 'sla')),
  -- After so many seconds its work goes on to another queue; null: never.
  overflow_seconds int,
  overflow_queue_id bigint references queues,
  -- Promised: so many percent within so many seconds.
  target_percent int not null default 80 check (target_percent between 1 and 100),
  target_seconds int not null default 300 check (target_seconds between 1 and 604800),
  version int not null default 1,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);

-- Each offer and each assignment by routing, with why it was made.
create table offers (
  id bigint generated always as identity primary key,
  conversation_id bigint not null,
  user_id bigint not null references users,
  family text not null,
  queue_id bigint,
  -- How long the work had waited when it was made.
  waited_ms bigint not null,
  made_at timestamptz not null,
  until timestamptz,
  -- accepted, declined, timed_out, withdrawn, assigned (without asking); null: open.
  outcome text,
  ended_at timestamptz,
  why jsonb not null
);
create index offers_conversation on offers (conversation_id, id desc);
create index offers_user on offers (user_id, id desc);
create index offers_made on offers (made_at, queue_id);

update roles set permissions = permissions || '{routing.manage}' where 'rules.manage' = any (permissions);
update roles set permissions = permissions || '{agents.supervise}' where key in ('administrator', 'team_lead');
