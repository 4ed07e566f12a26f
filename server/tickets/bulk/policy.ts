import { type Actor, may } from '../../platform/pure/actor.ts'

/** Whether somebody may change tickets at all; each ticket asks its own rights again. */
export const mayBulkEdit = (actor: Actor): boolean => may(actor, 'conversations.reply')
