-- Thirty days after a conversation was hidden, what was said goes for good; the row stays for what refers to it.
alter table conversations add column purged_at timestamptz;
create index conversations_hidden on conversations (deleted_at) where deleted_at is not null and purged_at is null;
