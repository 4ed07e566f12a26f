-- What an audit entry was about, as it was called then.
alter table audit add column subject_name text;
create index audit_subject on audit (subject, id desc);
create index notifications_message on notifications (message_id) where message_id is not null;

-- A browser that only looked at the widget is not listed until it writes, is named or is identified.
alter table contacts add column known boolean not null default true;
-- Hidden 30 days after deletion, what is personal goes; the row stays for what refers to it.
alter table contacts add column purged_at timestamptz;
drop index contacts_recent;
create index contacts_recent on contacts (coalesce(last_seen_at, created_at) desc, id desc)
  where known and merged_into is null and deleted_at is null;
create index contacts_unknown on contacts (last_seen_at) where not known;
create index contacts_deleted on contacts (deleted_at) where deleted_at is not null and purged_at is null;
-- Any word of a name is found by its beginning.
create index contacts_words on contacts using gin (to_tsvector('simple', name)) where name is not null;

-- What a merge moved, so that a split can move it back.
create table contact_merges (
  id bigint generated always as identity primary key,
  from_id bigint not null references contacts on delete cascade,
  into_id bigint not null references contacts on delete cascade,
  reason text not null check (reason in ('login', 'agent')),
  user_id bigint references users,
  at timestamptz not null,
  identity_ids bigint[] not null,
  visitor_ids bigint[] not null,
  -- Identities that gave way to the same one of the other contact: [{contactId, kind, value, verifiedBy, verifiedAt}].
  dropped jsonb not null default '[]',
  -- Fields of the contact that stayed: {field: [before, after]}.
  filled jsonb not null default '{}',
  -- What other slices moved, under their own keys: {"conversations": [1, 2]}.
  others jsonb not null default '{}',
  split_at timestamptz
);
create unique index contact_merges_from on contact_merges (from_id) where split_at is null;
create index contact_merges_into on contact_merges (into_id);
