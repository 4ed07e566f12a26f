-- Opening hours: weekly spans, holidays and the zone whose wall clock they go by. Hours are read whole, never by part.
create table schedules (
  id bigint generated always as identity primary key,
  name text not null,
  time_zone text not null,
  week jsonb not null,
  holidays jsonb not null default '[]',
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index schedules_default on schedules (is_default) where is_default and deleted_at is null;

-- Null: the default schedule counts, if there is one.
alter table channels add column schedule_id bigint references schedules;
create index channels_schedule on channels (schedule_id) where schedule_id is not null;
-- What a widget says while it is closed.
update channels set settings = settings || jsonb_build_object('expectClosed', jsonb_build_object(
  'en', 'Back {opens} – write now, we will answer here as soon as we are back',
  'fr', 'De retour {opens} – écrivez-nous, nous répondrons ici dès notre retour'));
