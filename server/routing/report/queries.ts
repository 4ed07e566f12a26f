import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { scopeSql } from '../../tickets/index.ts'
import type { ChannelLevel } from '../contract.ts'

// As the partial index `events_routing` has it.
const OF_ROUTING = sql`('queue.entered', 'queue.left', 'offer.made', 'offer.ended', 'work.assigned', 'routing.changed', 'agent.status_changed')`

type Asked = { actor: Actor; since: Date; usualSeconds: number }

/** How soon agents had what came in by each channel, measured by what its queue promises. */
export const listLevels = (
  tx: Tx,
  { actor, since, usualSeconds }: Asked,
): Promise<Omit<ChannelLevel, 'mostAtOnce'>[]> =>
  tx.rows(sql`
    with taken as (
      select i.channel_id, o.waited_ms + extract(epoch from o.ended_at - o.made_at) * 1000 as waited,
        coalesce(q.target_seconds, ${usualSeconds}::int) * 1000 as promised
      from offers o join inbox i on i.conversation_id = o.conversation_id left join queues q on q.id = o.queue_id
      where o.made_at > ${since} and o.outcome in ('accepted', 'assigned') and ${scopeSql(actor)})
    select c.id as "channelId", c.name, count(*)::int as taken, count(*) filter (where waited <= promised)::int as within,
      percentile_disc(0.5) within group (order by waited)::float8 as "p50Ms", percentile_disc(0.9) within group (order by waited)::float8 as "p90Ms"
    from taken t join channels c on c.id = t.channel_id group by c.id, c.name order by count(*) desc, c.id`)

/** How many conversations of each channel agents held at once, at most: how it stood at the beginning, and each change since. */
export const listMostAtOnce = (
  tx: Tx,
  { actor, since }: Omit<Asked, 'usualSeconds'>,
): Promise<{ channelId: number; most: number }[]> =>
  tx.rows(sql`
    with told as (
      select e.stream, e.at, e.position, i.channel_id, coalesce(e.data->'routing'->>'state' = 'held', false)::int as held
      from events e join inbox i on i.conversation_id = substr(e.stream, 14)::bigint
      where e.type in ${OF_ROUTING} and e.type <> 'agent.status_changed' and e.at >= ${since} and ${scopeSql(actor)}),
    first as (
      select distinct on (t.stream) t.stream, t.channel_id, coalesce(b.held, 0) as held
      from told t left join lateral (
        select coalesce(data->'routing'->>'state' = 'held', false)::int as held from events
        where stream = t.stream and position < t.position and type in ${OF_ROUTING} order by position desc limit 1) b on true
      order by t.stream, t.position),
    still as (
      select i.channel_id, count(*)::int as held from inbox i
      where i.routing->>'state' = 'held' and ${scopeSql(actor)}
        and not exists (select from told t where t.stream = 'conversation:' || i.conversation_id) group by 1),
    began as (
      select channel_id, sum(held)::int as held from (select channel_id, held from first union all select channel_id, held from still) s group by 1),
    moved as (
      select t.channel_id, t.at, t.position, t.stream,
        t.held - coalesce(lag(t.held) over (partition by t.stream order by t.position), f.held) as change
      from told t join first f using (stream)),
    run as (
      select channel_id, sum(change) over (partition by channel_id order by at, stream, position) as held from moved)
    select b.channel_id as "channelId", (b.held + greatest(0, coalesce(max(r.held), 0)))::int as most
    from began b left join run r using (channel_id) group by b.channel_id, b.held`)
