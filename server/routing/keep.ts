import { type Context, record, scratch, writeLater } from '../platform/commands/context.ts'
import { type Actor, system } from '../platform/pure/actor.ts'
import { clearTimer } from '../platform/timers/timer.ts'
import { putRow, rowOf, type StoredInboxRow } from '../tickets/index.ts'
import type { Routing } from '../tickets/contract.ts'
import { offerEnded, offerHidden, queueEntered, queueLeft, routingChanged } from './events.ts'
import { routingView, waitedMs } from './model.ts'
import { endOffer, type Outcome } from './offers/queries.ts'

export const OFFER = 'routing.offer'
export type Happening = { conversationId: number; what: 'queued' | 'assigned' }
const HAPPENINGS = Symbol('routing: happenings')

/** What came into a queue, or from one to an agent, since this was asked last: what messaging triggers wait for. */
export const takeHappenings = (ctx: Context): Happening[] =>
  ctx.scratch.has(HAPPENINGS) ? happenings(ctx).splice(0) : []
const happenings = (ctx: Context): Happening[] => scratch(ctx, HAPPENINGS, () => [])

/** Keeps where it stands now, and tells what that means. Says whether messaging triggers may want to know. */
export function keep(ctx: Context, row: StoredInboxRow, before: Routing | null, next: Routing): boolean {
  if (next === row.routing) return false
  putRow(ctx, { ...(rowOf(ctx, row.conversationId) ?? row), routing: next })
  if (next === before) return false
  const stream = `conversation:${row.conversationId}`
  const about = { routing: routingView(next), styleKind: row.styleKind, channelId: row.channelId }
  const tell = { stream, by: system, contactId: row.contactId }
  if (
    before?.state === 'offered' &&
    before.offer !== null &&
    next.offer?.id !== before.offer.id &&
    before.holder !== null
  )
    endOfferOf(ctx, row, { before, next, outcome: 'withdrawn', by: system })
  const [was, is] = [isSought(before), isSought(next)]
  const moved = was && is && before?.queueId !== next.queueId
  if (was && (!is || moved)) {
    const reason = moved ? 'moved' : next.state === 'held' ? 'taken' : 'not_eligible'
    const data = {
      ...about,
      queueId: before?.queueId ?? null,
      reason,
      waitedMs: waitedMs(before ?? next, ctx.now),
    } as const
    record(ctx, queueLeft, { ...tell, data })
  }
  if (is && (!was || moved)) {
    record(ctx, queueEntered, {
      ...tell,
      data: {
        ...about,
        queueId: next.queueId,
        firstAt: next.firstAt ?? '',
        brandId: row.brandId,
        groupId: row.groupId,
        priority: row.priority,
        slaDueAt: row.sla?.dueAt ?? null,
        prefer: next.prefer,
        preferUntil: next.preferUntil,
      },
    })
    happenings(ctx).push({ conversationId: row.conversationId, what: 'queued' })
    return true
  }
  if (was === is && JSON.stringify(routingView(before)) !== JSON.stringify(about.routing))
    record(ctx, routingChanged, { ...tell, data: about })
  return false
}

const isSought = (routing: Routing | null): boolean => routing?.state === 'waiting' || routing?.state === 'offered'

/** The offer is no more: for the log, for the thread, and away from the agent's screen. */
export function endOfferOf(
  ctx: Context,
  row: StoredInboxRow,
  { before, next, outcome, by }: { before: Routing; next: Routing; outcome: Exclude<Outcome, 'assigned'>; by: Actor },
): void {
  const { offer, holder } = before
  if (offer === null || holder === null) return
  const { conversationId, contactId, styleKind, channelId } = row
  const stream = `conversation:${conversationId}`
  writeLater(ctx, endOffer(ctx.tx, offer.id, outcome, ctx.now))
  if (offer.until !== null) clearTimer(ctx, stream, OFFER)
  record(ctx, offerEnded, {
    stream,
    by,
    data: { routing: routingView(next), styleKind, channelId, offerId: offer.id, userId: holder, outcome },
    contactId,
  })
  record(ctx, offerHidden, {
    stream: `agent:${holder}`,
    by: system,
    data: { offerId: offer.id, conversationId, outcome },
  })
}

/** It has gone from the queue to an agent: told, and for messaging triggers. */
export function leftForAgent(ctx: Context, row: StoredInboxRow, before: Routing, next: Routing): void {
  record(ctx, queueLeft, {
    stream: `conversation:${row.conversationId}`,
    by: system,
    data: {
      routing: routingView(next),
      styleKind: row.styleKind,
      channelId: row.channelId,
      queueId: before.queueId,
      reason: 'assigned',
      waitedMs: waitedMs(before, ctx.now),
    },
    contactId: row.contactId,
  })
  happenings(ctx).push({ conversationId: row.conversationId, what: 'assigned' })
}
