import type { Tx } from '../platform/db.ts'
import type { Conversation } from './model.ts'
import { lockConversations } from './queries.ts'

/**
 * The conversation whose timer has come. Null where it was hidden or purged meanwhile: its timer has nothing to do, and must
 * not fail, as a failed one is tried again each minute.
 */
export async function lockOnTime(tx: Tx, subject: string): Promise<Conversation | null> {
  const id = Number(subject.slice('conversation:'.length))
  const conversation = (await lockConversations(tx, [id])).get(id)
  return conversation === undefined || conversation.hidden ? null : conversation
}
