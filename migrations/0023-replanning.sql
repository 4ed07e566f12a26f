-- After automations, opening hours or fields have changed, all open tickets get their next instants anew: up to which change
-- that is wanted, up to which it has been done, and how far the pass under way has come. One row.
create table automation_planning (
  id int primary key default 1 check (id = 1),
  wanted bigint not null default 0,
  reached bigint not null default 0,
  done int not null default 0,
  of int not null default 0
);
insert into automation_planning default values;
