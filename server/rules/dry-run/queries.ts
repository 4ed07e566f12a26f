import sql from 'sql-template-tag'
import { conditionsSql } from '../../platform/conditions/conditions-sql.ts'
import type { Tx } from '../../platform/db.ts'
import type { Conditions } from '../../platform/pure/conditions/condition.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { updateReading } from '../../tickets/index.ts'

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
}

const FROM = sql`ticket_updates u join tickets t on t.id = u.ticket_id
  left join messages m on m.conversation_id = t.conversation_id and m.id = u.message_id`

export async function countMatches(
  tx: Tx,
  conditions: Conditions,
  fields: ReadonlyMap<string, Field>,
  since: Date,
): Promise<{ looked: number; matched: number; tickets: number }> {
  const holds = conditionsSql(conditions, fields, updateReading)
  return tx.row(
    sql`select count(*)::int as looked, count(*) filter (where holds)::int as matched,
               count(distinct ticket_id) filter (where holds)::int as tickets
        from (select u.ticket_id, ${holds} as holds from ${FROM} where u.at >= ${since} and t.deleted_at is null) as asked`,
  )
}

export const listMatches = (
  tx: Tx,
  conditions: Conditions,
  fields: ReadonlyMap<string, Field>,
  since: Date,
  limit: number,
): Promise<Match[]> =>
  tx.rows<Match>(
    sql`select u.id, u.ticket_id as "ticketId", t.conversation_id as "conversationId", t.subject, u.at, u.kind,
               u.actor_kind as "actorKind", u.actor_id as "actorId", u.state
        from ${FROM}
        where u.at >= ${since} and t.deleted_at is null and ${conditionsSql(conditions, fields, updateReading)}
        order by u.id desc limit ${limit}`,
  )
