import type { Status } from '../tickets/contract.ts'
import type { Family, Routing } from '../tickets/contract.ts'
import type { RoutingSettings, RoutingView } from './contract.ts'

/** What is read of a conversation to know whether somebody is looked for. */
export type Facts = {
  status: Status | 'bot'
  assigneeId: number | null
  session: 'active' | 'inactive' | 'ended'
}
export type Standing = { to: 'nobody' } | { to: 'queue' } | { to: 'agent'; userId: number }
type Counting = Pick<RoutingSettings, 'countInactive'>

const DAY_MS = 86_400_000
/** A shorter spell out of the queue does not cost the place in it. */
export const KEEPS_PLACE_MS = 15 * DAY_MS

/** [RO1] Until a session has ended its work is live; then, where that is wanted, email. */
export const familyOf = (facts: Pick<Facts, 'session'>, routing: Pick<Routing, 'asEmail'> | null): Family =>
  facts.session === 'ended' && routing?.asEmail === true ? 'email' : 'messaging'

/** [RO1] [RO2] Whom a conversation waits for, or for whom it counts. */
export function standingOf(facts: Facts, family: Family, { countInactive }: Counting): Standing {
  if (facts.status !== 'new' && facts.status !== 'open') return { to: 'nobody' }
  if (family !== 'email' && facts.session === 'ended') return { to: 'nobody' }
  if (facts.assigneeId === null) return { to: 'queue' }
  if (family !== 'email' && facts.session === 'inactive' && !countInactive) return { to: 'nobody' }
  return { to: 'agent', userId: facts.assigneeId }
}

export const blank = (family: Family): Routing => ({
  family,
  state: 'none',
  holder: null,
  skills: [],
  asEmail: false,
  queueId: null,
  isPinned: false,
  share: 0,
  firstAt: null,
  leftAt: null,
  enteredAt: null,
  prefer: null,
  isHanded: false,
  preferUntil: null,
  offer: null,
  refused: [],
})

const OUT: Pick<Routing, 'queueId' | 'isPinned' | 'enteredAt' | 'offer' | 'refused'> = {
  queueId: null,
  isPinned: false,
  enteredAt: null,
  offer: null,
  refused: [],
}
const UNASKED = { prefer: null, isHanded: false, preferUntil: null } as const
const isSought = ({ state }: Pick<Routing, 'state'>): boolean => state === 'waiting' || state === 'offered'

/** Where it goes when it comes into a queue. */
export type Entry = Pick<Routing, 'queueId' | 'share'> & Partial<Pick<Routing, 'prefer' | 'preferUntil'>>

/** The next state; the same object when nothing changes. */
export function stand(
  before: Routing | null,
  standing: Standing,
  family: Family,
  at: Date,
  entry: () => Entry,
): Routing {
  const base = before ?? blank(family)
  if (standing.to === 'queue') {
    if (isSought(base) && base.family === family) return base
    const keeps =
      base.firstAt !== null && base.leftAt !== null && at.getTime() - Date.parse(base.leftAt) < KEEPS_PLACE_MS
    return {
      ...base,
      family,
      state: 'waiting',
      holder: null,
      firstAt: keeps ? base.firstAt : at.toISOString(),
      enteredAt: at.toISOString(),
      offer: null,
      refused: [],
      // What was asked for while nobody looked (a hand-over) goes before what is usual.
      ...(base.isPinned ? { queueId: base.queueId, share: base.share } : entry()),
      ...(base.prefer === null ? {} : { prefer: base.prefer, preferUntil: base.preferUntil }),
    }
  }
  const leftAt = isSought(base) ? at.toISOString() : base.leftAt
  if (standing.to === 'agent') {
    if (base.state === 'held' && base.holder === standing.userId && base.family === family) return base
    return { ...base, ...OUT, ...UNASKED, family, state: 'held', holder: standing.userId, leftAt }
  }
  if (base.state === 'none' && base.family === family) return base
  return { ...base, ...OUT, ...UNASKED, family, state: 'none', holder: null, leftAt }
}

/** Goes on waiting elsewhere: another queue fits, or its time in this one is over. */
export const moveTo = (routing: Routing, to: Entry, at: Date): Routing => ({
  ...routing,
  ...to,
  state: 'waiting',
  holder: null,
  offer: null,
  refused: [],
  enteredAt: at.toISOString(),
})

export const offerTo = (routing: Routing, userId: number, offer: NonNullable<Routing['offer']>): Routing => ({
  ...routing,
  state: 'offered',
  holder: userId,
  offer,
})

/** [RO6] Back to its place; whoever did not want it is left in peace for a while, and is no more asked first. */
export function takeBack(routing: Routing, refusedUntil: Date | null): Routing {
  const userId = routing.holder
  const others = routing.refused.filter((each) => each.userId !== userId)
  return {
    ...routing,
    ...(routing.prefer === userId ? UNASKED : {}),
    state: 'waiting',
    holder: null,
    offer: null,
    refused:
      userId === null || refusedUntil === null ? others : [...others, { userId, until: refusedUntil.toISOString() }],
  }
}

/** For whom a conversation takes room. */
export const heldBy = (routing: Routing | null): { userId: number; family: Family } | null =>
  routing === null || routing.holder === null || (routing.state !== 'held' && routing.state !== 'offered')
    ? null
    : { userId: routing.holder, family: routing.family }

export const waitedMs = (routing: Pick<Routing, 'enteredAt'>, at: Date): number =>
  routing.enteredAt === null ? 0 : Math.max(0, at.getTime() - Date.parse(routing.enteredAt))

export const routingView = (routing: Routing | null): RoutingView | null =>
  routing === null
    ? null
    : {
        family: routing.family,
        state: routing.state,
        holder: routing.holder,
        queueId: routing.queueId,
        enteredAt: routing.enteredAt,
        offer:
          routing.offer === null || routing.holder === null
            ? null
            : { id: routing.offer.id, userId: routing.holder, until: routing.offer.until },
        skills: routing.skills,
      }
