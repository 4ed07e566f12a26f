import { type Actor, may } from '../../platform/pure/actor.ts'

export const mayManageSla = (actor: Actor): boolean => may(actor, 'rules.manage')
/** Who may see what a ticket was promised may see what is promised at all. */
export const maySeeSla = (actor: Actor): boolean => actor.kind === 'user'
