-- A saved reply that is switched off is kept, and offered to nobody.
alter table saved_replies add column active boolean not null default true;
