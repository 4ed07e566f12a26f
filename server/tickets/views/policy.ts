import { type Actor, may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { mayReadConversations } from '../policy.ts'
import type { ViewSharing } from './contract.ts'
import type { StoredView } from './queries.ts'

type Owned = Pick<StoredView, 'ownerId' | 'groupIds'>

/** Who reads conversations has views of his own; who keeps rules keeps everybody's. */
export const mayTryKeepViews = (actor: Actor): boolean => mayReadConversations(actor) || may(actor, 'rules.manage')

/** In the inbox: one's own, everybody's, one's groups'. */
export function mayLookAt(actor: Actor, { ownerId, groupIds }: Owned): boolean {
  if (actor.kind !== 'user') return false
  if (ownerId !== null) return ownerId === actor.userId
  return groupIds.length === 0 || groupIds.some((id) => actor.groups.includes(id))
}

/** In the settings: one's own, and all that are not somebody's with the right to keep rules. */
export const mayKeep = (actor: Actor, { ownerId }: Owned): boolean =>
  actor.kind === 'user' && (ownerId === null ? may(actor, 'rules.manage') : ownerId === actor.userId)

/** Refuses to make or change what is not one's own without that right; another person's own is as if it were not there. */
export function requireKeep(actor: Actor, before: Owned | null, to: ViewSharing['with'] | null): void {
  const isOwn = actor.kind === 'user' && before?.ownerId === actor.userId
  if (before !== null && before.ownerId !== null && !isOwn) throw new Refusal('view_not_found')
  const isShared = (before !== null && before.ownerId === null) || (to !== null && to !== 'me')
  allow(isShared ? may(actor, 'rules.manage') : mayTryKeepViews(actor))
}
