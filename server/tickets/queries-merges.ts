import sql from 'sql-template-tag'
import type { Tx } from '../platform/db.ts'

/** Tickets and inbox rows of these conversations belong to whom the conversations belong to now. */
export async function followContacts(tx: Tx, conversationIds: readonly number[]): Promise<void> {
  for (const table of [sql`tickets`, sql`inbox`])
    await tx.run(sql`update ${table} t set contact_id = c.contact_id from conversations c
                     where c.id = any(${conversationIds}::bigint[]) and t.conversation_id = c.id and t.contact_id <> c.contact_id`)
}
