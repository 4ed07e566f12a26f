import { type Actor, may } from '../../platform/pure/actor.ts'

export const mayMarkSpam = (actor: Actor): boolean => may(actor, 'conversations.reply')
/** To delete, to see what is hidden, and to purge it. */
export const mayDelete = (actor: Actor): boolean => may(actor, 'conversations.delete')
/** Whoever hid it may bring it back, even without the right to see all that is hidden. */
export const mayTryRestore = (actor: Actor): boolean => mayMarkSpam(actor) || mayDelete(actor)
