-- Every save of a service level policy is kept, as every save of a rule is.
create table sla_policy_versions (
  policy_id bigint not null references sla_policies on delete cascade,
  version int not null,
  name text not null,
  active boolean not null,
  conditions jsonb not null,
  schedule_id bigint,
  targets jsonb not null,
  author_id bigint references users,
  at timestamptz not null,
  primary key (policy_id, version)
);
insert into sla_policy_versions (policy_id, version, name, active, conditions, schedule_id, targets, author_id, at)
select id, version, name, active, conditions, schedule_id, targets, updated_by, updated_at from sla_policies where deleted_at is null;

-- What presses most, first: lists sorted by their service level read it from here. The instants are ISO texts in UTC, of one
-- length, whose order is that of time. Tickets without a running or missed target are not in it, and without policies none is.
create index inbox_sla on inbox ((coalesce(sla->>'breachedAt', sla->>'dueAt')) collate "C") where coalesce(sla->>'breachedAt', sla->>'dueAt') is not null;

-- The few problems among all tickets, for whoever looks for the one an incident belongs to.
create index tickets_problems on tickets (id desc) where type = 'problem';
