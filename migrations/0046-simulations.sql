-- What would have been, had there been other people, limits or hours: asked by somebody, played by a job, kept for a while.
create table simulations (
  id bigint generated always as identity primary key,
  created_at timestamptz not null,
  created_by bigint references users on delete set null,
  -- running, done, cancelled, failed
  state text not null default 'running',
  progress int not null default 0,
  -- When its job last said how far it is: one that is silent for long has died with its node.
  heard_at timestamptz not null,
  asked jsonb not null,
  result jsonb
);
create index simulations_newest on simulations (id desc);
