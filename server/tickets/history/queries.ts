import sql, { empty, type Sql } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { UpdateKind, UpdateView } from './contract.ts'

export type Asked = {
  before: number | null
  limit: number
  kind?: UpdateKind | undefined
  by?: { kind: string; id: number | null } | undefined
}
export type FoundUpdate = Omit<UpdateView, 'at' | 'actorName'> & { at: Date }

const COMMENT = 500
const STATUS = ['status', 'statusId', 'snoozedUntil']
const ASSIGNMENT = ['assigneeId', 'groupId', 'followers']
const ENDING = ['session', 'sessionEndReason', 'hidden', 'mergedInto']

/** Updates of one ticket, newest first, by the index of its updates; the filters read only these. */
export const listUpdates = (
  tx: Tx,
  ticket: { id: number; conversationId: number },
  { before, limit, kind, by }: Asked,
): Promise<FoundUpdate[]> =>
  tx.rows<FoundUpdate>(sql`
    select u.id, u.at, u.kind, u.actor_kind as "actorKind", u.actor_id as "actorId", u.message_id as "messageId", u.changes, u.rules,
      case when m.id is not null then jsonb_build_object('visibility', m.visibility,
        'text', case when m.redacted_at is null then left(m.content->>'text', ${COMMENT}) else '' end,
        'files', case when m.redacted_at is null then coalesce(jsonb_array_length(m.content->'files'), 0) else 0 end) end as comment
    from ticket_updates u left join messages m on m.conversation_id = ${ticket.conversationId} and m.id = u.message_id
    where u.ticket_id = ${ticket.id} ${before === null ? empty : sql`and u.id < ${before}`}
      ${kind === undefined ? empty : sql`and ${KINDS[kind]}`}
      ${by === undefined ? empty : sql`and u.actor_kind = ${by.kind}`}
      ${by === undefined || by.id === null ? empty : sql`and u.actor_id = ${by.id}`}
    order by u.id desc limit ${limit}`)

const KINDS: Readonly<Record<UpdateKind, Sql>> = {
  status: sql`u.changes ?| ${STATUS}`,
  assignment: sql`u.changes ?| ${ASSIGNMENT}`,
  fields: sql`exists (select from jsonb_object_keys(u.changes) as field where field <> all(${[...STATUS, ...ASSIGNMENT, ...ENDING]}::text[]))`,
  rules: sql`(u.rules is not null or u.actor_kind = 'rule')`,
  messages: sql`u.message_id is not null`,
  ending: sql`(u.changes ?| ${ENDING} or u.changes->'status'->>1 in ('solved', 'closed'))`,
}
