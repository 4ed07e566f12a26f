import { internalEvent } from '../platform/events/event-type.ts'

/** What concerns one contact; only the desk's side hears it, never the contact. */
export const contactStream = (contactId: number): string => `contact:${contactId}`

/** `changed` names the fields; the values are read. */
export const contactUpdated = internalEvent<{ contactId: number; changed: string[] }>('contact.updated')
export const contactBlocked = internalEvent<{ contactId: number }>('contact.blocked')
export const contactUnblocked = internalEvent<{ contactId: number }>('contact.unblocked')

/** On `account`: what is shown of organizations is read again. */
export const organizationChanged = internalEvent<{ organizationId: number }>('organization.changed')

export type Moved = { mergeId: number; from: number; into: number }
/** All that belongs to `from` goes to `into`. On both streams: reactions take each `mergeId` once (`movesIn`). */
export const contactMerged = internalEvent<Moved & { reason: 'login' | 'agent' }>('contact.merged')
/** What a merge had moved goes back `from` the contact that stays `into` the one that is one of its own again. */
export const contactSplit = internalEvent<Moved>('contact.split')

/** A browser signed in: it speaks for `into` from now on (which may be `from` itself). */
export const visitorSignedIn = internalEvent<{ visitorId: number; from: number; into: number }>('visitor.signed_in')
/** A browser signed out: its token is worth nothing, its connections are closed. */
export const visitorRevoked = internalEvent<{ visitorId: number; contactId: number }>('visitor.revoked')
/** What was personal is gone for good; who keeps more of it deletes it too. */
export const contactPurged = internalEvent<{ contactId: number }>('contact.purged')

export const events = [
  contactUpdated,
  contactBlocked,
  contactUnblocked,
  contactMerged,
  contactSplit,
  visitorSignedIn,
  visitorRevoked,
  contactPurged,
  organizationChanged,
] as const

/** The moves among events of merges or splits, each once. */
export function movesIn(events: readonly { data: Record<string, unknown> }[]): Moved[] {
  const moves = events.map(({ data }) => ({
    mergeId: Number(data.mergeId),
    from: Number(data.from),
    into: Number(data.into),
  }))
  return [...new Map(moves.map((move) => [move.mergeId, move])).values()]
}
