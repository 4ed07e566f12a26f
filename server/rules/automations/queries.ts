import type { Tx } from '../../platform/db.ts'

export type Run = { ruleId: number; ticketId: number; anchors: string; at: Date }

export const listRuns = (tx: Tx, ticketId: number): Promise<{ ruleId: number; anchors: string }[]> =>
  tx.rows({
    name: 'automation_runs.of_ticket',
    text: 'select rule_id as "ruleId", anchors from automation_runs where ticket_id = $1',
    values: [ticketId],
  })

export const listRunsOfRule = (
  tx: Tx,
  ruleId: number,
  ticketIds: readonly number[],
): Promise<{ ticketId: number; anchors: string }[]> =>
  tx.rows({
    name: 'automation_runs.of_rule',
    text: 'select ticket_id as "ticketId", anchors from automation_runs where rule_id = $1 and ticket_id = any($2::bigint[])',
    values: [ruleId, ticketIds],
  })

/** The ticket's conversation is locked: nobody else runs automations on it. */
export const insertRun = (tx: Tx, run: Run): Promise<number> =>
  tx.run({
    name: 'automation_runs.insert',
    text: 'insert into automation_runs (rule_id, ticket_id, anchors, at) values ($1, $2, $3, $4) on conflict do nothing',
    values: [run.ruleId, run.ticketId, run.anchors, run.at],
  })

/** Conversations of tickets that are not closed, by id: a piece of all of them, or of those that have changed since. */
export const lockOpenConversations = async (
  tx: Tx,
  { after, limit, since }: { after: number; limit: number; since: Date | null },
): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'automations.lock_open',
      text: `select c.id from conversations c where c.id > $1 and c.state = 'open' and c.deleted_at is null
               and ($3::timestamptz is null or exists (
                 select from inbox i left join tickets t on t.conversation_id = i.conversation_id
                 where i.conversation_id = c.id and (i.activity_at >= $3 or t.updated_at >= $3)))
             order by c.id limit $2 for update of c`,
      values: [after, limit, since],
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

export type Planning = { wanted: number; reached: number; done: number; of: number }
export const readPlanning = (tx: Tx): Promise<Planning> =>
  tx.row<Planning>({
    name: 'automation_planning.read',
    text: 'select wanted, reached, done, of from automation_planning',
    values: [],
  })

/** In the transaction of the change: from its commit on, planning is under way. */
export const wantPlanning = (tx: Tx): Promise<number> =>
  tx.run({
    name: 'automation_planning.want',
    text: 'update automation_planning set wanted = wanted + 1, done = 0, of = 0',
    values: [],
  })

export const beginPlanning = (tx: Tx, of: number): Promise<number> =>
  tx.run({ name: 'automation_planning.begin', text: 'update automation_planning set done = 0, of = $1', values: [of] })

/** So many more are done; gives what is wanted meanwhile. */
export const advancePlanning = (tx: Tx, by: number): Promise<{ wanted: number }> =>
  tx.row({
    name: 'automation_planning.advance',
    text: 'update automation_planning set done = done + $1 returning wanted',
    values: [by],
  })

export const endPlanning = (tx: Tx, reached: number): Promise<number> =>
  tx.run({
    name: 'automation_planning.end',
    text: 'update automation_planning set reached = greatest(reached, $1)',
    values: [reached],
  })
