import { type Context, scratch } from '../platform/commands/context.ts'
import type { Stage } from '../platform/commands/reaction.ts'
import { system } from '../platform/pure/actor.ts'
import { assign, changedRows, putUpdate, rowOf, type StoredInboxRow, ticketFacts, ticketOf } from '../tickets/index.ts'
import type { Routing } from '../tickets/contract.ts'
import type { RoutingDirectory } from './directory.ts'
import { type Entry, familyOf, moveTo, stand, type Standing, standingOf } from './model.ts'
import { keep } from './keep.ts'
import { drawShare } from './pure/work.ts'
import { listLastAgents, lockAgents } from './queries-router.ts'

const SEEN = Symbol('routing: rows looked at')
type Parts = Pick<RoutingDirectory, 'settings' | 'queues' | 'queue' | 'isGoneSkill'>

/**
 * After rules and service levels: whom each changed conversation waits for, or for whom it counts [RO1]. Reads nothing unless
 * one comes into a queue or back to its agent. Says whether something happened that messaging triggers may want to know.
 */
export const followTickets = (directory: Parts): Stage => ({
  name: 'routing',
  async run(ctx) {
    const isOn = directory.settings().enabled
    const rows = changedRows(ctx).flatMap(({ before, after }) =>
      after === null || (!isOn && after.routing === null) ? [] : [{ before, after }],
    )
    if (rows.length === 0) return false
    const last = await lastAgents(ctx, rows, directory)
    let happened = false
    for (const { before, after } of rows) {
      await freeReopened(ctx, before, after, directory)
      unpinTaken(ctx, before, after)
      if (follow(ctx, after.conversationId, directory, last.get(after.conversationId) ?? null)) happened = true
    }
    return happened
  },
})

/** Looks at one loaded conversation, whether it has changed or not. */
export function follow(ctx: Context, id: number, directory: Parts, lastAgent: number | null = null): boolean {
  const row = rowOf(ctx, id)
  if (row === null) return false
  const before = storedOf(ctx, row)
  const { family, standing } = readingOf(row, before, directory)
  const entry = () => entryOf(ctx, row, directory, lastAgent)
  const next = withoutGone(stand(before, standing, family, ctx.now, entry), directory)
  return keep(
    ctx,
    row,
    before,
    next.state === 'waiting' && before?.state === 'waiting' ? requeued(ctx, row, next, directory) : next,
  )
}

/** Once hidden and brought back, what was offered or held before is not any more. */
function storedOf(ctx: Context, row: StoredInboxRow): Routing | null {
  const seen = scratch(ctx, SEEN, () => new Set<number>())
  const isBack =
    !seen.has(row.conversationId) &&
    changedRows(ctx).some(({ before, after }) => before === null && after?.conversationId === row.conversationId)
  seen.add(row.conversationId)
  if (!isBack || row.routing === null) return row.routing
  return { ...row.routing, state: 'none', holder: null, offer: null }
}

function readingOf(row: StoredInboxRow, routing: Routing | null, { settings }: Parts) {
  const asEmail = routing?.asEmail === true || (settings().endedAsEmail && row.session === 'ended')
  const family = familyOf(row, { asEmail })
  const isSeen = row.ticketId !== null && settings().enabled
  const standing: Standing = isSeen ? standingOf(row, family, settings()) : { to: 'nobody' }
  return { family, standing }
}

/** The first queue that fits, and who is asked first. */
function entryOf(ctx: Context, row: StoredInboxRow, directory: Parts, lastAgent: number | null): Entry {
  const queue = fitting(ctx, row, directory)
  const seconds = directory.settings().lastAgentSeconds
  return {
    queueId: queue?.id ?? null,
    share: queue === null ? 0 : drawShare(row.conversationId, queue.shares),
    ...(lastAgent === null || seconds === 0
      ? {}
      : { prefer: lastAgent, preferUntil: new Date(ctx.now.getTime() + seconds * 1_000).toISOString() }),
  }
}

function fitting(ctx: Context, row: StoredInboxRow, { queues }: Parts) {
  const ticket = ticketOf(ctx, row.conversationId)
  if (ticket === null) return null
  const facts = { ...ticketFacts(ticket, row), now: ctx.now }
  return queues().find(({ holds }) => holds(facts)) ?? null
}

/** It changed while it waited: another queue may fit now. Its first instant stays, and with it its place. */
function requeued(ctx: Context, row: StoredInboxRow, routing: Routing, directory: Parts): Routing {
  const { queueId, isPinned } = routing
  // What waits in a queue that is switched off, or is no more, goes to the one that fits now.
  const isOpen = queueId !== null && directory.queue(queueId)?.active === true
  // Somebody put it there; or it went on to this queue because its time in the first was over.
  if (isOpen && (isPinned || directory.queues().some(({ overflowQueueId }) => overflowQueueId === queueId)))
    return routing
  const queue = fitting(ctx, row, directory)
  if ((queue?.id ?? null) === queueId) return routing
  const share = queue === null ? 0 : drawShare(row.conversationId, queue.shares)
  return moveTo({ ...routing, isPinned: false }, { queueId: queue?.id ?? null, share }, ctx.now)
}

/** Nobody looks for a skill that has been deleted. */
function withoutGone(routing: Routing, { isGoneSkill }: Parts): Routing {
  const skills = routing.skills.filter(({ id }) => !isGoneSkill(id))
  return skills.length === routing.skills.length ? routing : { ...routing, skills }
}

/** Of those that come into a queue now: who had their contacts' last tickets. */
async function lastAgents(
  ctx: Context,
  rows: readonly { after: StoredInboxRow }[],
  directory: Parts,
): Promise<ReadonlyMap<number, number>> {
  if (directory.settings().lastAgentSeconds === 0) return new Map()
  const asked = rows.flatMap(({ after }) => {
    const isSought = after.routing?.state === 'waiting' || after.routing?.state === 'offered'
    return !isSought && readingOf(after, after.routing, directory).standing.to === 'queue' ? [after] : []
  })
  if (asked.length === 0) return new Map()
  return new Map((await listLastAgents(ctx.tx, asked)).map(({ conversationId, userId }) => [conversationId, userId]))
}

/** Somebody has it now: that it was to wait in a certain queue is no more true, also while it waits for nobody [RO8]. */
function unpinTaken(ctx: Context, before: StoredInboxRow | null, { conversationId, assigneeId }: StoredInboxRow): void {
  const [row, was] = [rowOf(ctx, conversationId), before?.routing ?? null]
  if (before === null || before.assigneeId !== null || assigneeId === null) return
  // What this very change has pinned (a rule) stays so.
  if (row?.routing?.isPinned !== true || was?.isPinned !== true || row.routing.queueId !== was.queueId) return
  if (row.routing.state === 'none') keep(ctx, row, row.routing, { ...row.routing, queueId: null, isPinned: false })
}

const RESTING: readonly string[] = ['pending', 'hold', 'solved']

/** [RO8] It comes back to an agent who is not there: others are asked, he first once he is there again. */
async function freeReopened(
  ctx: Context,
  before: StoredInboxRow | null,
  after: StoredInboxRow,
  { settings }: Parts,
): Promise<void> {
  const { conversationId, assigneeId, session } = after
  if (before === null || assigneeId === null || before.assigneeId !== assigneeId) return
  if (!RESTING.includes(before.status) || after.status !== 'open') return
  if (session === 'ended' || !settings().enabled || !settings().rerouteReopened.messaging) return
  const [agent] = await lockAgents(ctx.tx, ctx.now, [assigneeId])
  const ticket = ticketOf(ctx, conversationId)
  if (ticket === null || ticket.assigneeId !== assigneeId) return
  if (agent !== undefined && agent.isHere && agent.level.messaging !== 'offline') return
  putUpdate(ctx, system, ticket, assign(ticket, { assigneeId: null, groupId: ticket.groupId }), null)
}
