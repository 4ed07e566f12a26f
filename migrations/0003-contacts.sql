create table organizations (
  id bigint generated always as identity primary key,
  name text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table contacts (
  id bigint generated always as identity primary key,
  organization_id bigint references organizations,
  name text,
  locale text,
  time_zone text,
  notes text not null default '',
  device jsonb,
  page jsonb,
  blocked_at timestamptz,
  merged_into bigint references contacts,
  merged_at timestamptz,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  deleted_at timestamptz
);
create index contacts_merged on contacts (merged_into) where merged_into is not null;
create index contacts_organization on contacts (organization_id) where organization_id is not null;
create index contacts_recent on contacts (last_seen_at desc nulls last, id desc) where merged_into is null and deleted_at is null;

create table contact_identities (
  id bigint generated always as identity primary key,
  contact_id bigint not null references contacts on delete cascade,
  kind text not null check (kind in ('email', 'phone', 'external_id')),
  value text not null,
  verified_by text check (verified_by in ('jwt', 'mailbox', 'channel', 'agent')),
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  unique (contact_id, kind, value)
);
-- A verified identity belongs to one contact; claimed ones may be many.
create unique index contact_identities_verified on contact_identities (kind, value) where verified_by is not null;
create index contact_identities_value on contact_identities (lower(value) text_pattern_ops);
create index contacts_name on contacts (lower(name) text_pattern_ops) where name is not null;

-- A browser: a 256-bit token, stored hashed, replaced at login and logout.
create table visitors (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  contact_id bigint not null references contacts,
  channel_id bigint not null,
  signed_in boolean not null default false,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index visitors_contact on visitors (contact_id);
