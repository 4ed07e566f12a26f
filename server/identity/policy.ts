import { type Actor, may, type UserActor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { covers, type Role } from './model.ts'

export const isUser = (actor: Actor): actor is UserActor => actor.kind === 'user'

export const mayManagePeople = (actor: Actor): boolean => may(actor, 'people.manage')
/** Brands stand beside channels and styles. */
export const mayManageBrands = (actor: Actor): boolean => may(actor, 'channels.manage')
export const mayManageMail = (actor: Actor): boolean => may(actor, 'settings.manage')
export const mayReadAudit = (actor: Actor): boolean => may(actor, 'audit.read')

/** [ID6] Giving a role, or acting on someone who has it. */
export const mayGrant = (actor: UserActor, role: Pick<Role, 'permissions' | 'scope'>): boolean => covers(actor, role)

/** [ID6] Groups widen what their members see: outside his own, only whoever sees everything places people. */
export const mayPlaceIn = (actor: UserActor, groupIds: readonly number[]): boolean =>
  actor.scope.tickets === 'all' || groupIds.every((id) => actor.groups.includes(id))

/** The signed-in person behind a command that `may` has let through. */
export function userOf(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new Refusal('not_allowed')
  return actor
}
