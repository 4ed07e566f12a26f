import { type Conversation, listLastPublicMessages, streamOf } from '../conversations/index.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { setTimer } from '../platform/timers/timer.ts'
import { loadWork, setSatisfaction, ticketOf } from '../tickets/index.ts'
import { surveyOffered } from './events.ts'
import { askedIn, expiresAt } from './model.ts'
import { insertRating, type Survey, wasAskedSince } from './queries.ts'

export const MAIL = 'survey.mail'
const DAY_MS = 86_400_000

/**
 * Asks the customer, once a ticket and not more often than the survey says [SV3]; gives the rating's id, or null where nothing is asked. The conversation
 * is locked.
 */
export async function offerSurvey(
  ctx: Context,
  survey: Survey,
  conversation: Conversation,
  by: Actor,
): Promise<number | null> {
  const { definition } = survey
  await loadWork(ctx, [conversation.id])
  const ticket = ticketOf(ctx, conversation.id)
  if (ticket === null || ticket.satisfaction !== 'unoffered' || !survey.active) return null
  const since = new Date(ctx.now.getTime() - definition.everyDays * DAY_MS)
  if (definition.everyDays > 0 && (await wasAskedSince(ctx.tx, conversation.contactId, since))) return null
  const asked = askedIn(definition, conversation.locale, 'en')
  const about = {
    surveyId: survey.id,
    ticketId: ticket.id,
    agentId: ticket.assigneeId ?? (await lastAgent(ctx, conversation.id)),
    groupId: ticket.groupId,
    channelId: conversation.channelId,
    brandId: ticket.brandId,
  }
  const until = expiresAt(definition, ctx.now)
  const { inWidget } = definition
  const ratingId = await insertRating(ctx.tx, {
    ...about,
    conversationId: conversation.id,
    asked: { ...asked, inWidget },
    offeredAt: ctx.now,
    expiresAt: until,
  })
  if (ratingId === null) return null
  await setSatisfaction(ctx, by, conversation.id, { satisfaction: 'offered', score: null })
  record(ctx, surveyOffered, {
    stream: streamOf(conversation.id),
    by,
    data: { ...about, ratingId, styleKind: conversation.style.kind, until: until.toISOString(), asked, inWidget },
    contactId: conversation.contactId,
  })
  if (definition.mailAfterMinutes !== null)
    setTimer(ctx, `rating:${ratingId}`, MAIL, new Date(ctx.now.getTime() + definition.mailAfterMinutes * 60_000))
  return ratingId
}

/** Nobody has taken the ticket: the rating is about whoever answered last. */
async function lastAgent(ctx: Context, conversationId: number): Promise<number | null> {
  const [last] = await listLastPublicMessages(ctx.tx, [conversationId])
  return last?.author_kind === 'agent' ? last.author_id : null
}
