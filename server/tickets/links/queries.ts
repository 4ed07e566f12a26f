import sql, { type Sql } from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { scopeSql } from '../scope.ts'
import type { LinkedTicket } from './contract.ts'

const MOST = 100
const LINKED = sql`select t.id, t.conversation_id as "conversationId", t.subject, t.status from tickets t join inbox i on i.conversation_id = t.conversation_id`

/** Only what is in the inbox and in scope: nobody is led to what he may not see. */
const linked = (tx: Tx, actor: Actor, which: Sql): Promise<LinkedTicket[]> =>
  tx.rows<LinkedTicket>(sql`${LINKED} where ${which} and ${scopeSql(actor)} order by t.id desc limit ${MOST}`)

export const listMerged = (tx: Tx, actor: Actor, id: number) => linked(tx, actor, sql`t.merged_into = ${id}`)
export const listFollowUps = (tx: Tx, actor: Actor, id: number) => linked(tx, actor, sql`t.follows = ${id}`)
export const listIncidents = (tx: Tx, actor: Actor, id: number) => linked(tx, actor, sql`t.problem_id = ${id}`)

export async function listOpenIncidents(tx: Tx, actor: Actor, id: number): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(sql`
    select t.conversation_id as id from tickets t join inbox i on i.conversation_id = t.conversation_id
    where t.problem_id = ${id} and i.status not in ('solved', 'closed') and ${scopeSql(actor)} order by 1 limit 500`)
  return rows.map((row) => row.id)
}

export async function findLinked(tx: Tx, actor: Actor, id: number | null): Promise<LinkedTicket | null> {
  if (id === null) return null
  return (await linked(tx, actor, sql`t.id = ${id}`))[0] ?? null
}

/** A problem that incidents may be linked to. */
export const findProblem = (tx: Tx, actor: Actor, id: number): Promise<LinkedTicket | null> =>
  linked(tx, actor, sql`t.id = ${id} and t.type = 'problem' and t.status <> 'closed'`).then(([found]) => found ?? null)

/** Open problems, the latest first (index `tickets_problems`), whose subject or number begins or goes on like this. */
export const listProblems = (tx: Tx, actor: Actor, q: string): Promise<LinkedTicket[]> =>
  linked(
    tx,
    actor,
    sql`t.type = 'problem' and t.status not in ('solved', 'closed')
        and (${q} = '' or position(lower(${q}) in lower(t.subject)) > 0 or t.id::text = ltrim(${q}, '#'))`,
  )
