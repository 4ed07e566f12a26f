-- Service levels: how soon a ticket is to be answered and solved. The first policy in order whose conditions hold applies.
create table sla_policies (
  id bigint generated always as identity primary key,
  name text not null,
  position int not null,
  active boolean not null default true,
  conditions jsonb not null,
  -- Null: the default schedule.
  schedule_id bigint references schedules,
  -- {priority: {business, first_reply, next_reply, requester_wait, agent_work, resolution}}, in minutes; null: none.
  targets jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null,
  updated_by bigint references users,
  deleted_at timestamptz
);

-- What the ticket's targets are counted from, which policy applies, and how each target stands.
alter table inbox add column sla jsonb;

-- After policies, opening hours or fields have changed, open tickets get their targets anew: up to which change that is
-- wanted, up to which it has been done, and how far the pass under way has come. One row.
create table sla_recalculation (
  id int primary key default 1 check (id = 1),
  wanted bigint not null default 0,
  reached bigint not null default 0,
  done int not null default 0,
  of int not null default 0
);
insert into sla_recalculation default values;
