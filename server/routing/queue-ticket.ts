import { decideMessage, loadKnown, lockConversation, requireReach, saveMessages } from '../conversations/index.ts'
import { command } from '../platform/commands/command.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { assign, loadWork, putUpdate, rowOf, ticketOf } from '../tickets/index.ts'
import { QueueTicket, SetSkills } from './contract.ts'
import type { ActiveQueue, RoutingDirectory } from './directory.ts'
import { follow } from './follow-tickets.ts'
import { keep } from './keep.ts'
import { blank, familyOf, moveTo } from './model.ts'
import { mayHandOver } from './policy.ts'
import { drawShare } from './pure/work.ts'
import { listSkillIds } from './queries.ts'

type Directory = Pick<RoutingDirectory, 'settings' | 'queues' | 'queue' | 'isGoneSkill'>

/** Back into a queue, by somebody's will: conditions do not take it out of it again. The note is for whoever gets it [RO8]. */
export const queueTicket = (directory: Directory) =>
  command(
    'ticket.queue',
    { input: QueueTicket, may: mayHandOver, about: 'Put a ticket into a queue, with a note for whoever gets it.' },
    async (ctx, { conversationId, queueId, note }) => {
      const queue = directory.queue(queueId)
      if (queue?.active !== true) throw new Refusal('queue_not_found')
      if (!directory.settings().enabled) throw new Refusal('routing_is_off')
      const { ticket } = await reached(ctx, conversationId)
      if (ticket.status === 'closed') throw new Refusal('ticket_closed')
      if (note !== undefined) await write(ctx, conversationId, note)
      // First where to, then out of the agent's hands: it comes into the queue that was meant.
      pinToQueue(ctx, conversationId, queue)
      if (ticket.assigneeId !== null)
        putUpdate(ctx, ctx.actor, ticket, assign(ticket, { assigneeId: null, groupId: ticket.groupId }), null)
      follow(ctx, conversationId, directory)
      return null
    },
  )

/** What whoever gets it must, or should, know. */
export const setSkills = (directory: Directory) =>
  command(
    'ticket.set_skills',
    { input: SetSkills, may: mayHandOver, about: 'Say which skills a ticket wants.' },
    async (ctx, { conversationId, skills }) => {
      const known = await listSkillIds(ctx.tx)
      if (skills.some(({ id }) => !known.includes(id))) throw new Refusal('skill_not_found')
      const { row } = await reached(ctx, conversationId)
      changeSkills(ctx, row.conversationId, skills, directory)
      return null
    },
  )

/** For rules and forms too: the conversation is locked, its work loaded. Without a directory the routing stage looks at it later. */
export function changeSkills(
  ctx: Context,
  conversationId: number,
  skills: readonly { id: number; required: boolean }[],
  directory: Directory | null,
): boolean {
  const row = rowOf(ctx, conversationId)
  if (row === null) return false
  const before = row.routing ?? blank(familyOf(row, null))
  const wanted = [...new Map(skills.map((skill) => [skill.id, skill])).values()].sort((a, b) => a.id - b.id)
  if (JSON.stringify(before.skills) === JSON.stringify(wanted)) return false
  keep(ctx, row, row.routing, { ...before, skills: wanted })
  if (directory !== null) follow(ctx, conversationId, directory)
  return true
}

/** It goes into this queue, or will once it waits for somebody; conditions do not take it out again. */
export function pinToQueue(ctx: Context, conversationId: number, queue: Pick<ActiveQueue, 'id' | 'shares'>): boolean {
  const row = rowOf(ctx, conversationId)
  if (row === null) return false
  const before = row.routing ?? blank(familyOf(row, null))
  if (before.isPinned && before.queueId === queue.id) return false
  const to = { queueId: queue.id, share: drawShare(conversationId, queue.shares) }
  const isSought = before.state === 'waiting' || before.state === 'offered'
  keep(ctx, row, row.routing, { ...(isSought ? moveTo(before, to, ctx.now) : { ...before, ...to }), isPinned: true })
  return true
}

/** After the end of its session it goes on as email work, or not [RO1]. */
export function setAsEmail(ctx: Context, conversationId: number, asEmail: boolean): boolean {
  const row = rowOf(ctx, conversationId)
  const before = row === null ? null : (row.routing ?? blank(familyOf(row, null)))
  if (row === null || before === null || before.asEmail === asEmail) return false
  keep(ctx, row, row.routing, { ...before, asEmail })
  return true
}

async function reached(ctx: Context & { actor: Actor }, conversationId: number) {
  const conversation = await lockConversation(ctx.tx, conversationId)
  await Promise.all([requireReach(ctx, ctx.actor, conversation), loadWork(ctx, [conversationId])])
  const [row, ticket] = [rowOf(ctx, conversationId), ticketOf(ctx, conversationId)]
  if (row === null || ticket === null) throw new Refusal('ticket_not_found')
  return { row, ticket }
}

async function write(
  ctx: Context & { actor: Actor },
  conversationId: number,
  note: { messageId: string; text: string },
): Promise<void> {
  const conversation = await lockConversation(ctx.tx, conversationId)
  const draft = { conversationId, messageId: note.messageId, content: { text: note.text }, visibility: 'note' as const }
  const writing = {
    conversations: new Map([[conversationId, conversation]]),
    ...(await loadKnown(ctx, [draft])),
    touched: new Set<number>(),
  }
  await saveMessages(ctx, writing, [decideMessage(ctx, writing, ctx.actor, draft)])
}
