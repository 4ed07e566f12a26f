-- What a ticket has to do with others: merged into one, follow-up of a closed one, incident of a problem.
alter table tickets
  add column merged_into bigint references tickets,
  add column follows bigint references tickets,
  add column problem_id bigint references tickets;
create index tickets_merged_into on tickets (merged_into) where merged_into is not null;
create index tickets_follows on tickets (follows) where follows is not null;
create index tickets_problem on tickets (problem_id) where problem_id is not null;

-- Spam and deleted conversations, until they come back or are purged. Their row of the inbox and their timers wait here:
-- what lists, counts, finds or fires knows nothing of them.
create table hidden_conversations (
  conversation_id bigint primary key,
  kind text not null check (kind in ('spam', 'deleted')),
  hidden_at timestamptz not null,
  hidden_by bigint references users,
  -- Marking it as spam blocked the contact.
  blocked boolean not null default false,
  -- For the scope of whoever looks at the list.
  brand_id bigint not null,
  group_id bigint,
  assignee_id bigint,
  inbox jsonb not null,
  timers jsonb not null
);
create index hidden_conversations_kind on hidden_conversations (kind, hidden_at desc, conversation_id desc);

update roles set permissions = permissions || array['conversations.delete']
  where key in ('administrator', 'team_lead') and not 'conversations.delete' = any(permissions);
