create table styles (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('live_chat', 'live_chat_returning', 'social_messaging', 'custom')),
  name text not null,
  close_after_seconds int not null check (close_after_seconds between 0 and 2419200),
  undo_seconds int not null default 0 check (undo_seconds between 0 and 60),
  built_in boolean not null default false,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table channels (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('widget')),
  key text not null unique,
  name text not null,
  brand_id bigint not null references brands,
  style_id bigint not null references styles,
  group_id bigint references groups,
  default_locale text not null default 'en',
  origins text[] not null default '{}',
  settings jsonb not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

-- Keys that sign the login of a customer's own users; sealed by the key outside the database.
create table signing_keys (
  kid text primary key,
  channel_id bigint not null references channels on delete cascade,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
create index signing_keys_channel on signing_keys (channel_id);

insert into styles (kind, name, close_after_seconds, undo_seconds, built_in) values
  ('live_chat', 'Live chat', 0, 10, true),
  ('live_chat_returning', 'Live chat, returning customer', 3600, 0, true),
  ('social_messaging', 'Social messaging', 345600, 0, true);
