import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Action } from '../contract.ts'

export type NewWait = {
  ruleId: number
  version: number
  conversationId: number
  actions: readonly Action[]
  dueAt: Date
}

/** Gives the earliest instant the conversation waits for. */
export async function insertWait(tx: Tx, wait: NewWait): Promise<Date> {
  const { earliest } = await tx.row<{ earliest: Date }>(sql`
    with made as (
      insert into messaging_waits (rule_id, version, conversation_id, actions, due_at)
      values (${wait.ruleId}, ${wait.version}, ${wait.conversationId}, ${JSON.stringify(wait.actions)}, ${wait.dueAt})
      returning due_at)
    select least(made.due_at, (select min(w.due_at) from messaging_waits w where w.conversation_id = ${wait.conversationId})) as earliest
    from made`)
  return earliest
}

export type DueWait = {
  ruleId: number
  version: number
  title: string
  /** As it was checked when the rule was saved. */
  actions: Action[]
  /** The rule still acts. */
  active: boolean
}

/** What is due in a conversation, which is locked; it waits no more. */
export const takeWaits = (tx: Tx, conversationId: number, now: Date): Promise<DueWait[]> =>
  tx.rows<DueWait>(sql`
    with taken as (
      delete from messaging_waits where conversation_id = ${conversationId} and due_at <= ${now}
      returning id, rule_id, version, actions, due_at)
    select t.rule_id as "ruleId", t.version, r.title, t.actions, r.active and r.deleted_at is null as active
    from taken t join rules r on r.id = t.rule_id order by t.due_at, t.id`)

export const nextWait = async (tx: Tx, conversationId: number): Promise<Date | null> =>
  (
    await tx.row<{ at: Date | null }>(
      sql`select min(due_at) as at from messaging_waits where conversation_id = ${conversationId}`,
    )
  ).at

export const dropWaits = (tx: Tx, conversationId: number): Promise<number> =>
  tx.run(sql`delete from messaging_waits where conversation_id = ${conversationId}`)
