import type { Post } from '../platform/mail/post.ts'
import { mailAddress, oweReply } from './mail-reply.ts'
import { addNotifications, findAssignable, findGroup } from '../identity/index.ts'
import {
  type Conversation,
  decideMessage,
  deleteDraft,
  type Draft,
  loadKnown,
  lockConversation,
  findMessageEvent,
  newestMessageOfOthers,
  saveMessages,
  streamOf,
  type Writing,
} from '../conversations/index.ts'
import { command, Later } from '../platform/commands/command.ts'
import { type Context, writeLater } from '../platform/commands/context.ts'
import { type Actor, may } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { SubmitTicket, type TicketChanges, type TicketSubmitted } from './contract.ts'
import { changeData, chosenStatus, instantOf, requireFields } from './change-data.ts'
import { linkProblem } from './links/link-problem.ts'
import { assign, chooseStatus, snooze, type Ticket, ticketView } from './model.ts'
import { mayTrySubmit, requireSubmit } from './policy.ts'
import { previewOf } from './inbox-row.ts'
import { requireReachOfRow } from './reach-of-row.ts'

import { loadWork, noteMacros, putUpdate, ticketOf } from './work.ts'

/** A reply or note, and changes, as ONE update of the ticket [TK3]. */
export const submitTicket = (post: Post) =>
  command(
    'ticket.submit',
    { input: SubmitTicket, may: mayTrySubmit, about: 'Reply or note, and change the ticket, as one update.' },
    async (ctx, input): Promise<TicketSubmitted | Later<TicketSubmitted>> => {
      const { actor } = ctx
      const { message, macroIds = [] } = input
      if (message === undefined && Object.keys(input.changes ?? {}).length + macroIds.length === 0)
        throw new Refusal('nothing_to_submit')
      // In one breath: PostgreSQL reads in order, so after the lock; nothing of it is told before the reach is known.
      const [conversation, known] = await Promise.all([
        lockConversation(ctx.tx, input.conversationId),
        message === undefined ? null : loadKnown(ctx, [{ ...message, conversationId: input.conversationId }]),
        loadWork(ctx, [input.conversationId]),
      ])
      requireReachOfRow(ctx, actor, conversation)
      const writing = known === null ? null : startWriting(conversation, known)
      const ticket = ticketOf(ctx, conversation.id)
      if (ticket === null) throw new Refusal('ticket_not_found')

      if (message !== undefined && writing?.known.has(`${conversation.id}/${message.messageId}`))
        return firstResult(ctx, writing, ticket, message)
      requireSubmit(actor, ticket, input)
      const mailTo = message?.byEmail === undefined ? null : await mailAddress(ctx, post, conversation, message)
      const to = mailTo === null ? {} : { mailTo: mailTo.address }
      await warnOfNewer(ctx, actor, conversation, input)

      const changed = await changeTicket(ctx, actor, ticket, conversation, input)
      const conclude = () => putUpdate(ctx, actor, ticket, changed, message?.messageId ?? null)
      // Who takes over is told before he speaks; what a reply does to the ticket, after it.
      const first = changed.assigneeId === ticket.assigneeId ? null : conclude()
      if (message !== undefined && writing !== null)
        await write(ctx, actor, writing, { ...message, ...to, conversationId: conversation.id })
      const after = first ?? conclude()
      const withSurvey = input.withoutSurvey !== true && may(actor, 'conversations.reply')
      if (macroIds.length > 0) noteMacros(ctx, { actor, ticket: after }, { macroIds, withSurvey })
      if (after.assigneeId !== null && after.assigneeId !== ticket.assigneeId) await tellAssignee(ctx, actor, after)
      if (message !== undefined && mailTo !== null && writing !== null)
        await oweReply(ctx, post, { actor, conversation, ticket: after, messageId: message.messageId, mailTo, writing })
      if (message === undefined) return { ticket: ticketView(after) }
      return new Later((placed) => {
        const place = placed(streamOf(conversation.id), message.messageId)
        return {
          ticket: ticketView(after),
          message: { messageId: message.messageId, position: place?.position ?? 0, at: ctx.now.toISOString() },
        }
      })
    },
  )

type NewMessage = NonNullable<SubmitTicket['message']>

const startWriting = (conversation: Conversation, known: Pick<Writing, 'known' | 'files'>): Writing => ({
  conversations: new Map([[conversation.id, conversation]]),
  ...known,
  touched: new Set(),
})

/** Submitted again: what the first time gave, and nothing changes. */
async function firstResult(
  ctx: Context & { actor: Actor },
  writing: Writing,
  ticket: Ticket,
  message: NewMessage,
): Promise<TicketSubmitted> {
  // Whether it went by mail is part of what it was; to which address, is not.
  const to = message.byEmail === undefined ? {} : { mailTo: '' }
  decideMessage(ctx, writing, ctx.actor, { ...message, ...to, conversationId: ticket.conversationId })
  const place = await findMessageEvent(ctx.tx, streamOf(ticket.conversationId), message.messageId)
  return {
    ticket: ticketView(ticket),
    message: { messageId: message.messageId, position: place?.position ?? 0, at: (place?.at ?? ctx.now).toISOString() },
  }
}

/** Something the agent has not seen came in: he decides whether to send anyway. */
async function warnOfNewer(ctx: Context, actor: Actor, conversation: Conversation, input: SubmitTicket): Promise<void> {
  if (input.seen === undefined || input.anyway === true || input.message?.visibility !== 'public') return
  if (actor.kind !== 'user') return
  const newest = await newestMessageOfOthers(ctx.tx, streamOf(conversation.id), actor.userId)
  if (newest > input.seen) throw new Refusal('newer_message', { position: newest })
}

async function write(ctx: Context, actor: Actor, writing: Writing, draft: Draft): Promise<void> {
  writeLater(ctx, saveMessages(ctx, writing, [decideMessage(ctx, writing, actor, draft)]))
  if (actor.kind !== 'user') return
  writeLater(ctx, deleteDraft(ctx.tx, actor.userId, draft.conversationId, draft.visibility))
  const mentioned = (draft.mentions ?? []).filter((userId) => userId !== actor.userId)
  if (mentioned.length > 0)
    await addNotifications(
      ctx,
      mentioned.map((userId) => ({
        userId,
        kind: 'mention',
        conversationId: draft.conversationId,
        messageId: draft.messageId,
        by: actor.name,
        text: previewOf({ text: draft.content.text }),
      })),
    )
}

/** All that a person's changes make of a ticket, checked; nothing is stored. */
export async function changeTicket(
  ctx: Context,
  actor: Actor,
  ticket: Ticket,
  conversation: Conversation,
  input: SubmitTicket,
): Promise<Ticket> {
  const changes = input.changes ?? {}
  let next = await linkProblem(ctx, actor, await changeData(ctx, ticket, changes), changes)
  next = await assigned(ctx, actor, next, changes, input)
  const to = chosenStatus(ctx, changes)
  if (to !== null) {
    // Whoever solves what nobody holds becomes its assignee.
    if (to.status === 'solved' && next.assigneeId === null && actor.kind === 'user' && may(actor, 'assignable'))
      next = assign(next, { assigneeId: actor.userId, groupId: next.groupId })
    next = chooseStatus(next, to, { at: ctx.now, closing: conversation.style })
    if (next.status === 'solved' && ticket.status !== 'solved' && actor.kind === 'user') requireFields(ctx, next)
  }
  if (changes.snoozedUntil !== undefined)
    next = snooze(
      next,
      changes.snoozedUntil === null ? null : instantOf(changes.snoozedUntil, 'changes.snoozedUntil'),
      ctx.now,
    )
  return next
}

async function assigned(
  ctx: Context,
  actor: Actor,
  ticket: Ticket,
  changes: TicketChanges,
  input: SubmitTicket,
): Promise<Ticket> {
  // Answering what nobody holds is taking it.
  const answers =
    input.message?.visibility === 'public' &&
    ticket.assigneeId === null &&
    actor.kind === 'user' &&
    may(actor, 'assignable')
  const assigneeId =
    changes.assigneeId === undefined
      ? answers && changes.groupId === undefined
        ? actor.userId
        : undefined
      : changes.assigneeId
  if (assigneeId === undefined && changes.groupId === undefined) return ticket
  const groupId = changes.groupId === undefined ? ticket.groupId : changes.groupId
  if (groupId !== null && groupId !== ticket.groupId && (await findGroup(ctx.tx, groupId)) === null)
    throw new Refusal('group_not_found')
  // Given to another group, it waits there for somebody unless somebody is named.
  const to = assigneeId === undefined ? (groupId === ticket.groupId ? ticket.assigneeId : null) : assigneeId
  if (to !== null && to !== ticket.assigneeId && (await findAssignable(ctx.tx, to)) === null)
    throw new Refusal('assignee_not_allowed')
  return assign(ticket, { assigneeId: to, groupId })
}

export async function tellAssignee(ctx: Context, actor: Actor, ticket: Ticket): Promise<void> {
  if (actor.kind === 'user' && actor.userId === ticket.assigneeId) return
  await addNotifications(ctx, [
    {
      userId: ticket.assigneeId ?? 0,
      kind: 'assigned',
      conversationId: ticket.conversationId,
      by: actor.kind === 'user' ? actor.name : '',
      text: ticket.subject,
    },
  ])
}
