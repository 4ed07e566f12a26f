import { type Actor, may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import type { Rule } from '../queries.ts'
import type { Sharing } from './contract.ts'

type Owned = Pick<Rule, 'ownerId' | 'groupIds'>

/** Who answers customers, or writes notes beside. */
export const mayAnswer = (actor: Actor): boolean =>
  may(actor, 'conversations.reply') || may(actor, 'conversations.note')
/** Who answers has macros and saved replies of his own; who keeps rules keeps everybody's. */
export const mayTryKeep = (actor: Actor): boolean => mayAnswer(actor) || may(actor, 'rules.manage')

/** One's own, everybody's, one's groups'. Who keeps the rules sees all but what is somebody else's own. */
export function maySeeMacro(actor: Actor, { ownerId, groupIds }: Owned): boolean {
  if (actor.kind !== 'user') return false
  if (ownerId !== null) return ownerId === actor.userId
  return groupIds.length === 0 || may(actor, 'rules.manage') || mayUseMacro(actor, { ownerId, groupIds })
}

/** In the composer only what is meant for this person: who keeps the macros of all groups does not have them all in his list. */
export function mayUseMacro(actor: Actor, { ownerId, groupIds }: Owned): boolean {
  if (actor.kind !== 'user') return false
  if (ownerId !== null) return ownerId === actor.userId
  return groupIds.length === 0 || groupIds.some((id) => actor.groups.includes(id))
}

/** Refuses to make or change what is not one's own without the right to keep rules. */
export function requireKeep(actor: Actor, before: Owned | null, to: Sharing['with'] | null): void {
  if (before !== null && !maySeeMacro(actor, before)) throw new Refusal('macro_not_found')
  const others = (before !== null && before.ownerId === null) || (to !== null && to !== 'me')
  allow(others ? may(actor, 'rules.manage') : mayTryKeep(actor))
}
