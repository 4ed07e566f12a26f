import sql from 'sql-template-tag'
import { conditionsSql, type SqlReading } from '../../platform/conditions/conditions-sql.ts'
import type { Tx } from '../../platform/db.ts'
import type { Conditions } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { MessageView } from '../../conversations/contract.ts'
import { stateReading, updateReading } from '../../tickets/index.ts'

export type Match = {
  id: number
  ticketId: number
  conversationId: number
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
}

const FROM = sql`ticket_updates u join tickets t on t.id = u.ticket_id
  left join messages m on m.conversation_id = t.conversation_id and m.id = u.message_id`

const MATCH = sql`u.id, u.ticket_id as "ticketId", t.conversation_id as "conversationId", t.subject, u.at, u.kind,
  u.actor_kind as "actorKind", u.actor_id as "actorId", u.state, u.changes, m.content, m.visibility`

/** How many there are and match, and the ids of the newest that do: all are looked at once. */
export async function countMatches(
  tx: Tx,
  conditions: Conditions,
  fields: ReadonlyMap<string, Field>,
  { since, limit }: { since: Date; limit: number },
): Promise<{ looked: number; matched: number; tickets: number; newest: number[] }> {
  const holds = conditionsSql(conditions, fields, updateReading)
  return tx.row(
    sql`select count(*)::int as looked, count(*) filter (where holds)::int as matched,
               count(distinct ticket_id) filter (where holds)::int as tickets,
               coalesce((array_agg(id order by id desc) filter (where holds))[1:${limit}::int], '{}') as newest
        from (select u.id, u.ticket_id, ${holds} as holds from ${FROM} where u.at >= ${since} and t.deleted_at is null
              offset 0) as asked`,
  )
}

export const listUpdates = (tx: Tx, ids: readonly number[]): Promise<Match[]> =>
  tx.rows<Match>(sql`select ${MATCH} from ${FROM} where u.id = any(${ids}::bigint[]) order by u.id desc`)

export const listMatches = (
  tx: Tx,
  conditions: Conditions,
  fields: ReadonlyMap<string, Field>,
  { since, limit }: { since: Date; limit: number },
): Promise<Match[]> =>
  tx.rows<Match>(
    sql`select ${MATCH} from ${FROM}
        where u.at >= ${since} and t.deleted_at is null and ${conditionsSql(conditions, fields, updateReading)}
        order by u.id desc limit ${limit}`,
  )

export const countUpdates = (tx: Tx, since: Date): Promise<{ looked: number }> =>
  tx.row(sql`select count(*)::int as looked from ticket_updates u where u.at >= ${since}`)

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
