-- A style that is off is kept, and not offered any more.
alter table styles add column active boolean not null default true;
