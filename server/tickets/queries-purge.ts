import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'
import type { Delta } from './queries.ts'

/** Takes away what tickets tell of these conversations, and their place in the inbox. Gives the cells they were counted in. */
export async function emptyTicketRows(
  tx: Tx,
  conversationIds: readonly number[],
  at: Date,
): Promise<Omit<Delta, 'n'>[]> {
  const these = sql`any(${[...conversationIds]}::bigint[])`
  await tx.run(
    sql`delete from ticket_updates where ticket_id in (select id from tickets where conversation_id = ${these})`,
  )
  await tx.run(
    sql`update tickets set subject = '', tags = '{}', fields = '{}', deleted_at = coalesce(deleted_at, ${at}) where conversation_id = ${these}`,
  )
  // The log holds tickets as they were after each update.
  await tx.run(sql`
    update events set data = data || jsonb_build_object('ticket', (data->'ticket') || '{"subject": "", "tags": [], "fields": {}}')
      || case when data ? 'changes' then jsonb_build_object('changes', '{}'::jsonb) else '{}' end
    where stream = any(${conversationIds.map((id) => `conversation:${id}`)}) and data ? 'ticket'`)
  return tx.rows(sql`
    delete from inbox where conversation_id = ${these}
    returning brand_id as "brandId", coalesce(group_id, 0) as "groupId", coalesce(assignee_id, 0) as "assigneeId", status`)
}

/** A subject that repeats redacted words: it stays nowhere, neither in the audit of the ticket nor in the log. */
export async function emptySubject(tx: Tx, conversationId: number, subject: string): Promise<void> {
  await tx.run(sql`
    update ticket_updates set
      state = case when state->>'subject' = ${subject} then state || '{"subject": ""}' else state end,
      changes = case when changes->'subject' @> ${JSON.stringify([subject])}::jsonb then changes - 'subject' else changes end
    where ticket_id in (select id from tickets where conversation_id = ${conversationId})`)
  await tx.run(sql`
    update events set data = data
      || case when data->'ticket'->>'subject' = ${subject} then jsonb_build_object('ticket', (data->'ticket') || '{"subject": ""}') else '{}' end
      || case when data->'changes'->'subject' @> ${JSON.stringify([subject])}::jsonb then jsonb_build_object('changes', (data->'changes') - 'subject') else '{}' end
    where stream = ${`conversation:${conversationId}`} and data ? 'ticket'`)
}
