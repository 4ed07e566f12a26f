import sql, { type Sql } from 'sql-template-tag'
import type { Tx } from '../db.ts'
import type { StoredActor } from '../pure/actor.ts'
import type { StoredEvent } from './event-type.ts'

type Row = {
  stream: string
  position: number
  public_position: number | null
  type: string
  v: number
  actor_kind: StoredActor['kind']
  actor_id: number | null
  message_id: string | null
  data: Record<string, unknown>
  cause: string
  contact_id: number | null
  at: Date
}

export type Audience = 'user' | 'visitor'
const columns = sql`stream, position, public_position, type, v, actor_kind, actor_id, message_id, data, cause, contact_id, at`

/** Events after `since` (in the reader's own counting), oldest first, at most `limit`. */
export async function eventsSince(
  tx: Tx,
  stream: string,
  since: number,
  audience: Audience,
  limit: number,
): Promise<StoredEvent[]> {
  // A position is never below its public position, so the primary key bounds both readings.
  const more = audience === 'visitor' ? sql`and public_position > ${since}` : sql``
  return list(
    tx,
    sql`select ${columns} from events where stream = ${stream} and position > ${since} ${more} order by position limit ${limit}`,
  )
}

export type Place = { stream: string; position: number }

/** The events at these places, in the order of the log. */
export async function eventsAt(tx: Tx, places: readonly Place[]): Promise<StoredEvent[]> {
  const rows = await tx.rows<Row>({
    name: 'events.at',
    text: `select ${columns.sql} from events
           where (stream, position) in (select * from unnest($1::text[], $2::bigint[])) order by xid, id`,
    values: [places.map(({ stream }) => stream), places.map(({ position }) => position)],
  })
  return rows.map(eventOf)
}

/** The last `limit` events before `before` (in the reader's own counting), oldest first. */
export async function eventsBefore(
  tx: Tx,
  stream: string,
  before: number | null,
  audience: Audience,
  limit: number,
): Promise<StoredEvent[]> {
  const bound: Sql[] = []
  if (audience === 'visitor') bound.push(sql`and public_position is not null`)
  if (before !== null)
    bound.push(audience === 'visitor' ? sql`and public_position < ${before}` : sql`and position < ${before}`)
  const events = await list(
    tx,
    sql`select ${columns} from events where stream = ${stream} ${bound[0] ?? sql``} ${bound[1] ?? sql``} order by position desc limit ${limit}`,
  )
  return events.reverse()
}

async function list(tx: Tx, statement: Sql): Promise<StoredEvent[]> {
  return (await tx.rows<Row>(statement)).map(eventOf)
}

const eventOf = (row: Row): StoredEvent => ({
  stream: row.stream,
  position: row.position,
  publicPosition: row.public_position,
  type: row.type,
  v: row.v,
  by: { kind: row.actor_kind, id: row.actor_id },
  data: row.data,
  cause: row.cause,
  at: row.at,
  ...(row.message_id === null ? {} : { messageId: row.message_id }),
  ...(row.contact_id === null ? {} : { contactId: row.contact_id }),
})

/** Where a stream stands: both counters. */
export async function streamHead(tx: Tx, stream: string): Promise<{ position: number; publicPosition: number }> {
  const row = await tx.maybe<{ position: number; public_position: number }>(
    sql`select position, public_position from streams where stream = ${stream}`,
  )
  return { position: row?.position ?? 0, publicPosition: row?.public_position ?? 0 }
}
