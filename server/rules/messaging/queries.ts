import type { Tx } from '../../platform/db.ts'

/** Asked only once a trigger that runs once would act. */
export const hasRun = async (tx: Tx, ruleId: number, conversationId: number): Promise<boolean> =>
  (await tx.maybe({
    name: 'messaging_runs.find',
    text: 'select 1 as ran from messaging_runs where rule_id = $1 and conversation_id = $2',
    values: [ruleId, conversationId],
  })) !== null

/** The conversation is locked: nobody else runs it there. */
export const insertMessagingRun = (tx: Tx, ruleId: number, conversationId: number, at: Date): Promise<number> =>
  tx.run({
    name: 'messaging_runs.insert',
    text: 'insert into messaging_runs (rule_id, conversation_id, at) values ($1, $2, $3) on conflict do nothing',
    values: [ruleId, conversationId, at],
  })

export type Beyond = {
  conversationId: number
  contactId: number
  page: string | null
  earlier: number
  browser: string | null
  os: string | null
  device: string | null
}

/** What the ticket does not know: read only where an active trigger asks for it, in one go for all conversations. */
export const listBeyond = (tx: Tx, conversationIds: readonly number[]): Promise<Beyond[]> =>
  tx.rows<Beyond>({
    name: 'messaging.beyond',
    text: `select c.id as "conversationId", c.contact_id as "contactId", c.page->>'url' as page,
             o.device->>'browser' as browser, o.device->>'os' as os, o.device->>'kind' as device,
             (select count(*)::int from conversations e where e.contact_id = c.contact_id and e.id < c.id and e.deleted_at is null) as earlier
           from conversations c join contacts o on o.id = c.contact_id where c.id = any($1::bigint[])`,
    values: [conversationIds],
  })
