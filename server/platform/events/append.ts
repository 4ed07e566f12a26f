import type { Tx } from '../db.ts'
import type { NewEvent, StoredEvent } from './event-type.ts'

type Head = { stream: string; position: number; public_position: number }
type Growth = { events: number; publics: number }

/**
 * Writes the events of one transaction, in the order they were recorded, and gives each its positions: the counters of
 * all streams go up by one statement, in the order of the stream's name, so that two transactions never wait in a circle
 * (those that are there first, by a plain update: an upsert costs half as much again; then those that begin).
 * A stream's counters stay locked until the commit, which is what keeps positions gapless and in commit order.
 */
export async function appendEvents(
  tx: Tx,
  events: readonly NewEvent[],
  at: Date,
  versionOf: (type: string) => number,
): Promise<StoredEvent[]> {
  if (events.length === 0) return []
  const growth = new Map<string, Growth>()
  // How many of its stream had been recorded, each event included.
  const nth = events.map(({ stream, isPublic }) => {
    const before = growth.get(stream) ?? { events: 0, publics: 0 }
    const now = { events: before.events + 1, publics: before.publics + (isPublic ? 1 : 0) }
    growth.set(stream, now)
    return now
  })
  const streams = [...growth.keys()].sort()
  const grown = (stream: string): Growth => growth.get(stream) ?? { events: 0, publics: 0 }
  const heads = await tx.rows<Head>({
    name: 'events.append',
    text: APPEND,
    values: [
      streams,
      streams.map((stream) => grown(stream).events),
      streams.map((stream) => grown(stream).publics),
      events.map((event) => event.stream),
      // Counted back from the new head.
      events.map((event, index) => grown(event.stream).events - (nth[index]?.events ?? 0)),
      events.map((event, index) => (event.isPublic ? grown(event.stream).publics - (nth[index]?.publics ?? 0) : null)),
      events.map((event) => event.type),
      events.map((event) => versionOf(event.type)),
      events.map((event) => event.by.kind),
      events.map((event) => event.by.id),
      events.map((event) => event.messageId ?? null),
      events.map((event) => JSON.stringify(event.data)),
      events.map((event) => event.cause),
      events.map((event) => event.contactId ?? null),
      at,
    ],
  })
  const headOf = new Map(heads.map((head) => [head.stream, head]))
  return events.map(({ isPublic, ...event }, index) => {
    const head = headOf.get(event.stream)
    if (head === undefined) throw new Error('an event was not written')
    const total = grown(event.stream)
    return {
      ...event,
      v: versionOf(event.type),
      position: head.position - total.events + (nth[index]?.events ?? 0),
      publicPosition: isPublic ? head.public_position - total.publics + (nth[index]?.publics ?? 0) : null,
      at,
    }
  })
}

const APPEND = `
with asked as (
  select * from unnest($1::text[], $2::bigint[], $3::bigint[]) as a(stream, events, publics)
), grown as (
  update streams s set position = s.position + a.events, public_position = s.public_position + a.publics
  from asked a where s.stream = a.stream
  returning s.stream, s.position, s.public_position
), begun as (
  insert into streams as s (stream, position, public_position)
  select stream, events, publics from asked a where not exists (select from grown g where g.stream = a.stream)
  on conflict (stream) do update
    set position = s.position + excluded.position, public_position = s.public_position + excluded.public_position
  returning s.stream, s.position, s.public_position
), heads as (
  select * from grown union all select * from begun
), written as (
  insert into events (stream, position, public_position, type, v, actor_kind, actor_id, message_id, data, cause, contact_id, at)
  select e.stream, h.position - e.back, h.public_position - e.public_back, e.type, e.v, e.actor_kind, e.actor_id, e.message_id, e.data, e.cause,
         e.contact_id, $15
  from unnest($4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::smallint[], $9::text[], $10::bigint[], $11::uuid[], $12::jsonb[],
              $13::text[], $14::bigint[])
       with ordinality as e(stream, back, public_back, type, v, actor_kind, actor_id, message_id, data, cause, contact_id, ord)
  join heads h using (stream)
  order by e.ord
)
select stream, position, public_position from heads`
