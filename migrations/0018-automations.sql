-- An automation acts once for each time its conditions came true on a ticket: for the same instants they count from, never again.
create table automation_runs (
  rule_id bigint not null references rules on delete cascade,
  ticket_id bigint not null,
  -- The instants its times counted from: {"inStatusSince": "2026-…"}.
  anchors text not null,
  at timestamptz not null,
  primary key (rule_id, ticket_id, anchors)
);
