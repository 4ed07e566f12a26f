-- How fast queues move: whoever waits is told. Of work in no queue, the group that was asked.
alter table offers add column group_id bigint;
-- One number for what waits together: a queue, or else a group (negative).
create index offers_taken on offers (coalesce(queue_id, -group_id, 0), made_at desc) where outcome in ('accepted', 'assigned');

-- What an exact replay of a period is read from: all that ever happened to conversations in routing, by its instant.
create index events_routing on events (at) where type in ('queue.entered', 'queue.left', 'offer.made', 'offer.ended',
  'work.assigned', 'routing.changed', 'agent.status_changed');
