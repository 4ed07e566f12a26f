import { type Actor, may } from '../platform/pure/actor.ts'

export const mayManageChannels = (actor: Actor): boolean => may(actor, 'channels.manage')
/** Names and settings without secrets: whoever works with conversations sees where they come from. */
export const maySeeChannels = (actor: Actor): boolean => actor.kind === 'user'
/** How to go on with this customer is for whoever answers him. Scope is asked beside. */
export const mayGiveStyle = (actor: Actor): boolean => may(actor, 'conversations.reply')
