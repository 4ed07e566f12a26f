import { type Actor, may } from '../../platform/pure/actor.ts'

/** They set channels, styles and rules. */
export const mayUseRecipes = (actor: Actor): boolean => may(actor, 'channels.manage') && may(actor, 'rules.manage')
