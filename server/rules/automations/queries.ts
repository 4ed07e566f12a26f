import type { Tx } from '../../platform/db.ts'

export type Run = { ruleId: number; ticketId: number; anchors: string; at: Date }

export const listRuns = (tx: Tx, ticketId: number): Promise<{ ruleId: number; anchors: string }[]> =>
  tx.rows({
    name: 'automation_runs.of_ticket',
    text: 'select rule_id as "ruleId", anchors from automation_runs where ticket_id = $1',
    values: [ticketId],
  })

/** The ticket's conversation is locked: nobody else runs automations on it. */
export const insertRun = (tx: Tx, run: Run): Promise<number> =>
  tx.run({
    name: 'automation_runs.insert',
    text: 'insert into automation_runs (rule_id, ticket_id, anchors, at) values ($1, $2, $3, $4) on conflict do nothing',
    values: [run.ruleId, run.ticketId, run.anchors, run.at],
  })

/** Conversations of tickets that are not closed, by id: a piece of all of them. */
export const lockOpenConversations = async (tx: Tx, after: number, limit: number): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'automations.lock_open',
      text: `select c.id from conversations c where c.id > $1 and c.state = 'open' and c.deleted_at is null
             order by c.id limit $2 for update`,
      values: [after, limit],
    })
  ).map(({ id }) => id)

export const countOpenConversations = async (tx: Tx): Promise<number> =>
  (
    await tx.row<{ n: number }>({
      name: 'automations.count_open',
      text: `select count(*)::int as n from conversations where state = 'open' and deleted_at is null`,
      values: [],
    })
  ).n
