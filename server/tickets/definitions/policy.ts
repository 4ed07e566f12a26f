import { type Actor, may } from '../../platform/pure/actor.ts'

export const mayManageDefinitions = (actor: Actor): boolean => may(actor, 'settings.manage')
/** Whoever works in the desk reads tickets by them. */
export const maySeeDefinitions = (actor: Actor): boolean => actor.kind === 'user'
