import type { Tx } from '../db.ts'
import type { NewEvent, StoredEvent } from './event-type.ts'

type Placed = { ord: number; position: number; public_position: number | null }

/**
 * Writes the events of one transaction, in the order they were recorded, and gives each its positions: the counters of
 * all streams go up by one statement, in the order of the stream's name, so that two transactions never wait in a circle.
 * A stream's counters stay locked until the commit, which is what keeps positions gapless and in commit order.
 */
export async function appendEvents(tx: Tx, events: readonly NewEvent[], at: Date, versionOf: (type: string) => number): Promise<StoredEvent[]> {
  if (events.length === 0) return []
  const placed = await tx.rows<Placed>({
    name: 'events.append',
    text: APPEND,
    values: [
      events.map((event) => event.stream),
      events.map((event) => event.type),
      events.map((event) => versionOf(event.type)),
      events.map((event) => event.isPublic),
      events.map((event) => event.by.kind),
      events.map((event) => event.by.id),
      events.map((event) => event.messageId ?? null),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => event.cause),
      events.map((event) => event.contactId ?? null),
      at,
    ],
  })
  const places = new Map(placed.map((place) => [place.ord, place]))
  return events.map(({ isPublic: _, ...event }, index) => {
    const place = places.get(index + 1)
    if (place === undefined) throw new Error('an event was not written')
    return { ...event, v: versionOf(event.type), position: place.position, publicPosition: place.public_position, at }
  })
}

const APPEND = `
with input as (
  select *, row_number() over (partition by stream order by ord) as nth,
         count(*) filter (where is_public) over (partition by stream order by ord rows unbounded preceding) as public_nth
  from unnest($1::text[], $2::text[], $3::smallint[], $4::boolean[], $5::text[], $6::bigint[], $7::uuid[], $8::jsonb[], $9::text[],
              $10::bigint[])
       with ordinality as i(stream, type, v, is_public, actor_kind, actor_id, message_id, data, cause, contact_id, ord)
), heads as (
  insert into streams as s (stream, position, public_position)
  select stream, count(*), count(*) filter (where is_public) from input group by stream order by stream
  on conflict (stream) do update
    set position = s.position + excluded.position, public_position = s.public_position + excluded.public_position
  returning s.stream, s.position, s.public_position
), totals as (
  select stream, count(*) as events, count(*) filter (where is_public) as publics from input group by stream
), placed as (
  select i.*, h.position - t.events + i.nth as new_position,
         case when i.is_public then h.public_position - t.publics + i.public_nth end as new_public_position
  from input i join heads h using (stream) join totals t using (stream)
), written as (
  insert into events (stream, position, public_position, type, v, actor_kind, actor_id, message_id, data, cause, contact_id, at)
  select stream, new_position, new_public_position, type, v, actor_kind, actor_id, message_id, data, cause, contact_id, $11
  from placed order by ord
)
select ord::int as ord, new_position as position, new_public_position as public_position from placed`
