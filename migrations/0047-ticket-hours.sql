-- Opening hours that a rule gave a ticket; null: those of its channel, else the default ones.
alter table tickets add column schedule_id bigint references schedules;
