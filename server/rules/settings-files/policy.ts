import { type Actor, may } from '../../platform/pure/actor.ts'

/** Who keeps one kind of settings; of which kind is asked inside. */
export const mayTryTransfer = (actor: Actor): boolean =>
  may(actor, 'rules.manage') || may(actor, 'channels.manage') || may(actor, 'settings.manage')
