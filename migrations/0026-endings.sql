-- What a style does when the customer falls silent, and whether solving ends the session; copied at the start like the rest.
alter table styles
  add column inactivity jsonb,
  add column end_on_solve boolean not null default false;
-- The clock of a session: since when the customer owes an answer, and how many of its style's steps were taken.
alter table conversations
  add column silent_since timestamptz,
  add column silence_done int not null default 0;
