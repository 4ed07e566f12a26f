import { type Actor, may } from '../platform/pure/actor.ts'

const RIGHTS = ['rules.manage', 'channels.manage', 'settings.manage', 'people.manage', 'routing.manage']

/** Who keeps one kind of settings; of which kind is asked inside. */
export const mayTryTransfer = (actor: Actor): boolean => RIGHTS.some((right) => may(actor, right))
