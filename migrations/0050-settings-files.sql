-- What came from a file of settings, as it was before and as it became: an import can be taken back. As text, in its own order:
-- it is compared with what is there.
create table settings_imports (
  id bigint generated always as identity primary key,
  name text not null,
  taken json not null,
  by_id bigint references users on delete set null,
  at timestamptz not null,
  undone_at timestamptz
);

-- Rules of style have ids of their own: they are moved, copied and taken back one by one.
update style_choice set rules = coalesce(
  (select jsonb_agg(rule || jsonb_build_object('id', place) order by place)
   from jsonb_array_elements(rules) with ordinality as listed(rule, place)), '[]');
