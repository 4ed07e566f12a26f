-- The ticket's data in depth: fields, forms and statuses of the account's own; organizations.
create table ticket_statuses (
  id bigint generated always as identity primary key,
  category text not null check (category in ('new', 'open', 'pending', 'hold', 'solved')),
  -- {locale: text}: what people in the desk read, and what customers are told (empty: the category's word).
  label jsonb not null,
  customer_label jsonb not null default '{}',
  -- What a ticket of this category is given when nobody chooses.
  is_default boolean not null default false,
  active boolean not null default true,
  position int not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index ticket_statuses_default on ticket_statuses (category) where is_default;
insert into ticket_statuses (category, label, is_default, position) values
  ('new', '{"en": "New", "fr": "Nouveau"}', true, 1),
  ('open', '{"en": "Open", "fr": "Ouvert"}', true, 2),
  ('pending', '{"en": "Pending", "fr": "En attente"}', true, 3),
  ('hold', '{"en": "On hold", "fr": "En pause"}', true, 4),
  ('solved', '{"en": "Solved", "fr": "Résolu"}', true, 5);

create table ticket_fields (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('text', 'multiline', 'number', 'date', 'dropdown', 'multiselect', 'checkbox', 'pattern')),
  title jsonb not null,
  customer_title jsonb not null default '{}',
  help jsonb not null default '{}',
  -- [{key, label}]: keys stay, labels may change.
  options jsonb not null default '[]',
  pattern text,
  required_on_solve boolean not null default false,
  customer text not null default 'hidden' check (customer in ('hidden', 'visible', 'editable')),
  active boolean not null default true,
  position int not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table ticket_forms (
  id bigint generated always as identity primary key,
  name jsonb not null,
  -- In the order they are shown.
  field_ids bigint[] not null default '{}',
  -- [{parent, values, child, required}]: the child is shown while the parent has one of the values.
  conditions jsonb not null default '[]',
  -- Tickets of these brands start with it; those of the others with the default one.
  brand_ids bigint[] not null default '{}',
  is_default boolean not null default false,
  active boolean not null default true,
  position int not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index ticket_forms_default on ticket_forms (is_default) where is_default;
insert into ticket_forms (name, is_default, position) values ('{"en": "Default form", "fr": "Formulaire par défaut"}', true, 1);

-- Null status or form: the default of its category or brand. A node of the version before writes none.
alter table tickets
  add column type text check (type in ('question', 'incident', 'problem', 'task')),
  add column due_at timestamptz,
  add column followers bigint[] not null default '{}',
  add column form_id bigint references ticket_forms,
  add column status_id bigint references ticket_statuses,
  add column status_id_before_solved bigint,
  -- Values by field id: {"7": "blue", "8": ["a", "b"], "9": true}.
  add column fields jsonb not null default '{}';
alter table inbox add column status_id bigint;

alter table organizations
  add column notes text not null default '',
  add column locale text;
create index organizations_name on organizations (lower(name) text_pattern_ops) where deleted_at is null;
create table organization_domains (
  domain text primary key,
  organization_id bigint not null references organizations on delete cascade
);
create index organization_domains_organization on organization_domains (organization_id);
-- A new domain of an organization files the contacts whose verified address it is.
create index contact_identities_domain on contact_identities (split_part(value, '@', 2)) where kind = 'email' and verified_by is not null;
