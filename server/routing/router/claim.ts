import { lockConversations } from '../../conversations/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import { system } from '../../platform/pure/actor.ts'
import { setTimer } from '../../platform/timers/timer.ts'
import { assign, loadWork, putRow, putUpdate, rowOf, type StoredInboxRow, ticketOf } from '../../tickets/index.ts'
import type { Routing } from '../../tickets/contract.ts'
import type { RoutingDirectory } from '../directory.ts'
import { offerMade, offerShown, workAssigned } from '../events.ts'
import { leftForAgent, OFFER } from '../keep.ts'
import { offerTo, routingView, stand, waitedMs } from '../model.ts'
import { insertOffers, listOpenOffers, type NewOffer } from '../offers/queries.ts'
import { offerView } from '../offers/view.ts'
import { hindrance } from '../pure/agent.ts'
import type { Proposal } from '../pure/decide.ts'
import { type LockedAgent, lockAgents } from '../queries-router.ts'
import { agentOf } from './read.ts'

type Claim = { proposal: Proposal; row: StoredInboxRow; routing: Routing; isAsked: boolean }

/**
 * Makes proposals true [RO7]: under the locks of the conversations, then of the agents, each is looked at again. What is not
 * waiting any more, or whose agent cannot take it any more, is passed over. Gives how many were done.
 */
export async function claim(
  ctx: Context,
  proposals: readonly Proposal[],
  { settings: read }: Pick<RoutingDirectory, 'settings'>,
): Promise<number> {
  const settings = read()
  const found = await lockConversations(
    ctx.tx,
    proposals.map(({ work }) => work.conversationId),
  )
  const ids = [...found.values()].flatMap(({ id, hidden }) => (hidden ? [] : [id]))
  await loadWork(ctx, ids)
  const agents = new Map(
    (
      await lockAgents(
        ctx.tx,
        ctx.now,
        proposals.map(({ userId }) => userId),
      )
    ).map((agent) => [agent.userId, agent]),
  )
  const claims: Claim[] = []
  for (const proposal of proposals) {
    const row = rowOf(ctx, proposal.work.conversationId)
    const agent = agents.get(proposal.userId)
    if (row?.routing?.state !== 'waiting' || agent === undefined || row.assigneeId !== null) continue
    const { family } = row.routing
    if (!canTake(agent, row.routing, settings, ctx.now)) continue
    // What this transaction gives him counts at once; the row follows at its end.
    agent.load[family] += 1
    const isQuiet = family === 'messaging' && row.session === 'inactive' && !settings.countInactive
    claims.push({ proposal, row, routing: row.routing, isAsked: !settings.autoAccept[family] && !isQuiet })
  }
  const numbers = await insertOffers(
    ctx.tx,
    claims.map((each) => newOffer(each, ctx.now, settings.offerSeconds)),
    ctx.now,
  )
  for (const [index, each] of claims.entries()) {
    if (each.isAsked) offer(ctx, each, numbers[index] ?? 0, settings.offerSeconds)
    else give(ctx, each)
  }
  await show(ctx, claims, numbers)
  return claims.length
}

function canTake(agent: LockedAgent, routing: Routing, settings: Parameters<typeof hindrance>[2], now: Date): boolean {
  const isHanded = routing.isHanded && routing.prefer === agent.userId
  return hindrance(agentOf(agent), routing.family, settings, now.getTime(), isHanded) === null
}

const untilOf = (family: Routing['family'], now: Date, seconds: Readonly<Record<string, number>>): Date | null => {
  const lasts = seconds[family] ?? 0
  return lasts === 0 ? null : new Date(now.getTime() + lasts * 1_000)
}

const newOffer = (
  { proposal, routing, isAsked, row }: Claim,
  now: Date,
  seconds: Readonly<Record<string, number>>,
): NewOffer => ({
  conversationId: row.conversationId,
  userId: proposal.userId,
  family: routing.family,
  queueId: routing.queueId,
  groupId: row.groupId,
  waitedMs: waitedMs(routing, now),
  until: isAsked ? untilOf(routing.family, now, seconds) : null,
  outcome: isAsked ? null : 'assigned',
  why: proposal.why,
})

function offer(
  ctx: Context,
  { proposal, row, routing }: Claim,
  id: number,
  seconds: Readonly<Record<string, number>>,
): void {
  const { userId, why } = proposal
  const until = untilOf(routing.family, ctx.now, seconds)
  const stream = `conversation:${row.conversationId}`
  const next = offerTo(routing, userId, { id, madeAt: ctx.now.toISOString(), until: until?.toISOString() ?? null })
  putRow(ctx, { ...row, routing: next })
  if (until !== null) setTimer(ctx, stream, OFFER, until)
  record(ctx, offerMade, {
    stream,
    by: system,
    data: { ...told(row, next), offerId: id, userId, why, waitedMs: waitedMs(routing, ctx.now) },
    contactId: row.contactId,
  })
}

function give(ctx: Context, { proposal, row, routing }: Claim): void {
  const { userId, why } = proposal
  const ticket = ticketOf(ctx, row.conversationId)
  if (ticket === null) return
  const next = stand(routing, { to: 'agent', userId }, routing.family, ctx.now, () => ({ queueId: null, share: 0 }))
  putRow(ctx, { ...row, routing: next })
  record(ctx, workAssigned, {
    stream: `conversation:${row.conversationId}`,
    by: system,
    data: { ...told(row, next), userId, why, waitedMs: waitedMs(routing, ctx.now) },
    contactId: row.contactId,
  })
  leftForAgent(ctx, row, routing, next)
  putUpdate(ctx, system, ticket, assign(ticket, { assigneeId: userId, groupId: ticket.groupId }), null)
}

const told = ({ styleKind, channelId }: StoredInboxRow, routing: Routing) => ({
  routing: routingView(routing),
  styleKind,
  channelId,
})

/** What is asked of an agent is laid before him as he will find it after a reload. */
async function show(ctx: Context, claims: readonly Claim[], numbers: readonly number[]): Promise<void> {
  const asked = claims.flatMap((each, index) => (each.isAsked ? [{ each, id: numbers[index] ?? 0 }] : []))
  if (asked.length === 0) return
  const shown = await listOpenOffers(
    ctx.tx,
    asked.map(({ id }) => id),
  )
  for (const { userId, ...open } of shown)
    record(ctx, offerShown, { stream: `agent:${userId}`, by: system, data: { offer: offerView(open) } })
}
