import { type Actor, may } from '../platform/pure/actor.ts'

/** They stand beside the channels that name them, and are the account's as well. */
export const mayManageSchedules = (actor: Actor): boolean =>
  may(actor, 'settings.manage') || may(actor, 'channels.manage')
/** When we are open is no secret to whoever works here. */
export const maySeeSchedules = (actor: Actor): boolean => actor.kind === 'user'
