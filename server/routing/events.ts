import { internalEvent } from '../platform/events/event-type.ts'
import type { Priority } from '../tickets/contract.ts'
import type { Family, OfferView, RoutingView, Why } from './contract.ts'

/** On stream `conversation:ID`; each says how it stands in routing afterwards. */
type Standing = { routing: RoutingView | null; styleKind: string; channelId: number }

export const queueEntered = internalEvent<
  Standing & {
    queueId: number | null
    firstAt: string
    /** Of that moment: what a replay decides by. */
    brandId: number
    groupId: number | null
    priority: Priority | null
    slaDueAt: string | null
    /** Who is asked first, and until when. */
    prefer: number | null
    preferUntil: string | null
  }
>('queue.entered')
export const queueLeft = internalEvent<
  Standing & { queueId: number | null; reason: 'assigned' | 'taken' | 'not_eligible' | 'moved'; waitedMs: number }
>('queue.left')
export const offerMade = internalEvent<Standing & { offerId: number; userId: number; why: Why; waitedMs: number }>(
  'offer.made',
)
export const offerEnded = internalEvent<
  Standing & { offerId: number; userId: number; outcome: 'accepted' | 'declined' | 'timed_out' | 'withdrawn' }
>('offer.ended')
/** Given without being asked about. */
export const workAssigned = internalEvent<Standing & { userId: number; why: Why; waitedMs: number }>('work.assigned')
/** Skills, routing channel, or whether it counts for its agent. */
export const routingChanged = internalEvent<Standing>('routing.changed')

/** On stream `agent:ID`: what is laid before the agent, and taken away again. */
export const offerShown = internalEvent<{ offer: OfferView }>('offer.shown')
export const offerHidden = internalEvent<{
  offerId: number
  conversationId: number
  outcome: 'accepted' | 'declined' | 'timed_out' | 'withdrawn'
}>('offer.hidden')

/** On streams `agent:ID` and `account`. */
export const agentStatusChanged = internalEvent<{
  userId: number
  from: number | null
  statusId: number
  cause: string
  forcedBy: number | null
}>('agent.status_changed')

/** On stream `agent:ID`: he says that he can be given work again. */
export const wrapUpEnded = internalEvent<{ userId: number }>('wrap_up.ended')

/** On stream `account`: nodes read queues, skills, capacity, statuses and settings again. */
export const routingConfigured = internalEvent<{
  what: 'settings' | 'queues' | 'skills' | 'capacity' | 'statuses'
  family?: Family
}>('routing.configured')

export const events = [
  queueEntered,
  queueLeft,
  offerMade,
  offerEnded,
  workAssigned,
  routingChanged,
  offerShown,
  offerHidden,
  agentStatusChanged,
  wrapUpEnded,
  routingConfigured,
] as const
