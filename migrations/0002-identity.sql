create table brands (
  id bigint generated always as identity primary key,
  name text not null,
  colour text,
  logo uuid,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index brands_default on brands (is_default) where is_default;

create table roles (
  id bigint generated always as identity primary key,
  key text unique,
  name text not null,
  permissions text[] not null,
  scope jsonb not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table users (
  id bigint generated always as identity primary key,
  email text not null,
  name text not null,
  alias text,
  photo uuid,
  role_id bigint not null references roles,
  password_hash text,
  locale text not null default 'en',
  theme text not null default 'system',
  preferences jsonb not null default '{}',
  availability text not null default 'offline' check (availability in ('online', 'away', 'offline')),
  availability_at timestamptz not null default now(),
  last_seen_at timestamptz,
  joined_at timestamptz,
  deactivated_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_role on users (role_id);

create table groups (
  id bigint generated always as identity primary key,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index groups_default on groups (is_default) where is_default;

create table group_members (
  group_id bigint not null references groups on delete cascade,
  user_id bigint not null references users on delete cascade,
  primary key (group_id, user_id)
);
create index group_members_user on group_members (user_id);

-- Where people are signed in. The token itself is only in the cookie.
create table logins (
  id bigint generated always as identity primary key,
  user_id bigint not null references users on delete cascade,
  token_hash bytea not null unique,
  device text not null default '',
  ip text not null default '',
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index logins_user on logins (user_id);

-- One-time links: the first administrator's and invitations.
create table invitations (
  token_hash bytea primary key,
  user_id bigint references users on delete cascade,
  kind text not null check (kind in ('first', 'invitation', 'sign_in')),
  created_by bigint references users,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitations_user on invitations (user_id);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  user_id bigint references users,
  action text not null,
  subject text not null,
  changes jsonb not null default '{}'
);
create index audit_at on audit (id desc);

create table notifications (
  id bigint generated always as identity primary key,
  user_id bigint not null references users on delete cascade,
  kind text not null,
  conversation_id bigint not null,
  message_id uuid,
  by_name text not null,
  text text not null,
  at timestamptz not null,
  read_at timestamptz
);
create index notifications_user on notifications (user_id, id desc);

insert into brands (name, is_default) values ('Causerie', true);
insert into groups (name, is_default) values ('Support', true);
insert into roles (key, name, permissions, scope) values
  ('administrator', 'Administrator', array['conversations.read','conversations.reply','conversations.note','conversations.assign','conversations.redact','conversations.export','contacts.read','contacts.write','contacts.block','contacts.merge','people.manage','channels.manage','bots.manage','bots.review','rules.manage','insights.read','audit.read','settings.manage','assignable'], '{"tickets":"all","brands":null}'),
  ('team_lead', 'Team lead', array['conversations.read','conversations.reply','conversations.note','conversations.assign','conversations.redact','conversations.export','contacts.read','contacts.write','contacts.block','contacts.merge','rules.manage','insights.read','assignable'], '{"tickets":"all","brands":null}'),
  ('agent', 'Agent', array['conversations.read','conversations.reply','conversations.note','conversations.assign','contacts.read','contacts.write','contacts.block','assignable'], '{"tickets":"groups","brands":null}'),
  ('light_agent', 'Light agent', array['conversations.read','conversations.note','contacts.read'], '{"tickets":"groups","brands":null}'),
  ('digital_operations', 'Digital operations', array['channels.manage','bots.manage','rules.manage','settings.manage','insights.read'], '{"tickets":"mine","brands":null}'),
  ('conversation_designer', 'Conversation designer', array['bots.manage','bots.review'], '{"tickets":"mine","brands":null}'),
  ('conversation_analyst', 'Conversation analyst', array['conversations.read','conversations.export','contacts.read','insights.read'], '{"tickets":"all","brands":null}'),
  ('automation_manager', 'Automation manager', array['bots.review','bots.manage','insights.read'], '{"tickets":"mine","brands":null}');
