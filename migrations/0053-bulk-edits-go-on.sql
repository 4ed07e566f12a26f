-- When a bulk edit last went on: what a killed process left is found by it, and taken up again.
alter table bulk_edits add column touched_at timestamptz not null default now();
create index bulk_edits_under_way on bulk_edits (touched_at) where state in ('running', 'undoing');
