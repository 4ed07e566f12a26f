import sql, { type Sql } from 'sql-template-tag'
import { conditionsSql, type SqlReading } from '../../platform/conditions/conditions-sql.ts'
import type { Tx } from '../../platform/db.ts'
import type { Conditions } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { MessageView } from '../../conversations/contract.ts'
import { stateReading, updateReading } from '../../tickets/index.ts'
import type { MessagingEvent } from '../contract.ts'

export type Match = {
  id: number
  ticketId: number
  conversationId: number
  contactId: number
  subject: string
  at: Date
  kind: 'created' | 'changed'
  actorKind: string
  actorId: number | null
  state: Record<string, unknown>
  changes: Record<string, [unknown, unknown]>
  /** Of its message, where it has one. */
  content: { text?: string; files?: NonNullable<MessageView['files']> } | null
  visibility: MessageView['visibility'] | null
  /** Messaging only. */
  page?: string | null
  earlier?: number
}

const FROM = sql`ticket_updates u join tickets t on t.id = u.ticket_id
  left join messages m on m.conversation_id = t.conversation_id and m.id = u.message_id`
const fromOf = ({ event }: Among): Sql =>
  event === null ? FROM : sql`${FROM} join conversations c on c.id = t.conversation_id`

const MATCH = sql`u.id, u.ticket_id as "ticketId", t.conversation_id as "conversationId", t.contact_id as "contactId", t.subject, u.at, u.kind,
  u.actor_kind as "actorKind", u.actor_id as "actorId", u.state, u.changes, m.content, m.visibility`

/** Of the other events nothing is kept beside what rules did. */
const OF_EVENT = {
  requested: sql`u.kind = 'created'`,
  message_sent: sql`u.kind = 'changed' and u.message_id is not null and u.actor_kind = 'contact'`,
} satisfies Partial<Record<MessagingEvent, Sql>>
type KeptEvent = keyof typeof OF_EVENT
/** Whether the past knows when it happened. */
export const isKept = (event: MessagingEvent): event is KeptEvent => event in OF_EVENT

/** Which updates are looked at: all of them, or those that are an event of messaging, which read more. */
export type Among = {
  since: Date
  event: KeptEvent | null
  /** Of those of one ticket that match, only the first counts. */
  once: boolean
}

const readingOf = ({ event }: Among): SqlReading => (event === null ? updateReading : messagingReading)
const EARLIER = sql`(select count(*)::int from conversations e where e.contact_id = c.contact_id and e.id < c.id and e.deleted_at is null)`
const PAGE = sql`(c.page->>'url')`
/** Updates as messaging triggers read them; its twin is `runMessagingTriggers`. */
export const messagingReading: SqlReading = {
  ...updateReading,
  value: (field) => (field.name === 'page' ? PAGE : field.name === 'earlier' ? EARLIER : updateReading.value(field)),
}

const among = ({ since, event }: Among): Sql =>
  event === null
    ? sql`u.at >= ${since}`
    : sql`u.at >= ${since} and ${OF_EVENT[event]} and coalesce(u.state->>'session', '') <> 'ended'`

type Fields = ReadonlyMap<string, Field>

/** How many there are and match, and the ids of the newest that do: all are looked at once. */
export async function countMatches(
  tx: Tx,
  conditions: Conditions,
  fields: Fields,
  asked: Among & { limit: number },
): Promise<{ looked: number; matched: number; tickets: number; newest: number[] }> {
  const holds = conditionsSql(conditions, fields, readingOf(asked))
  return tx.row(
    sql`select count(*)::int as looked, count(*) filter (where holds)::int as matched,
               count(distinct ticket_id) filter (where holds)::int as tickets,
               coalesce((array_agg(id order by id desc) filter (where holds))[1:${asked.limit}::int], '{}') as newest
        from (select id, ticket_id, ${asked.once ? sql`holds and row_number() over (partition by ticket_id, holds order by id) = 1` : sql`holds`} as holds
              from (select u.id, u.ticket_id, ${holds} as holds from ${fromOf(asked)} where ${among(asked)} and t.deleted_at is null
                    offset 0) as looked) as asked`,
  )
}

export const listUpdates = (tx: Tx, ids: readonly number[]): Promise<Match[]> =>
  tx.rows<Match>(sql`select ${MATCH} from ${FROM} where u.id = any(${ids}::bigint[]) order by u.id desc`)

export const listMatches = (
  tx: Tx,
  conditions: Conditions,
  fields: Fields,
  asked: Among & { limit: number },
): Promise<Match[]> =>
  tx.rows<Match>(
    sql`select ${MATCH}${asked.event === null ? sql`` : sql`, ${PAGE} as page, ${EARLIER} as earlier`} from ${fromOf(asked)}
        where ${among(asked)} and t.deleted_at is null and ${conditionsSql(conditions, fields, readingOf(asked))}
        order by u.id desc limit ${asked.limit}`,
  )

export const countUpdates = (tx: Tx, asked: Among): Promise<{ looked: number }> =>
  tx.row(sql`select count(*)::int as looked from ticket_updates u where ${among(asked)}`)

export const countOpenTickets = async (tx: Tx): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(*)::int as n from inbox i where i.status <> 'closed' and i.ticket_id is not null`,
    )
  ).n

/** What the clock changes is let pass. */
const timeless: SqlReading = {
  value: (field) => (field.type === 'since' || field.type === 'until' ? null : stateReading().value(field)),
}

/** Conversations of open tickets of which all that no clock changes holds, the oldest first. */
export const listOpenCandidates = async (
  tx: Tx,
  conditions: Conditions,
  fields: ReadonlyMap<string, Field>,
  limit: number,
): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>(
      sql`select i.conversation_id as id from inbox i join tickets t on t.conversation_id = i.conversation_id
          where i.status <> 'closed' and t.deleted_at is null and ${conditionsSql(conditions, fields, timeless)}
          order by i.conversation_id limit ${limit}`,
    )
  ).map(({ id }) => id)
