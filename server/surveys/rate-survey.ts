import { isOwn, lockConversation, streamOf } from '../conversations/index.ts'
import { command } from '../platform/commands/command.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { clearTimer } from '../platform/timers/timer.ts'
import { setSatisfaction } from '../tickets/index.ts'
import { RateSurvey } from './contract.ts'
import { surveyRated } from './events.ts'
import { answered } from './model.ts'
import { MAIL } from './offer.ts'
import { mayRate } from './policy.ts'
import { findRating, lockRating, updateRating } from './queries.ts'

/** The customer answers in the widget, or changes his answer until it is over [SV5]; another's rating is not there. */
export const rateSurvey = command(
  'survey.rate',
  { input: RateSurvey, may: mayRate, about: 'Answer a satisfaction survey.' },
  async (ctx, input) => {
    await rate(ctx, input, ctx.actor)
    return { ratingId: input.ratingId }
  },
)

/** By the widget, or by the link of a mail: then `by` is the contact whose link it is. */
export async function rate(ctx: Context, input: RateSurvey, by: Actor | 'link'): Promise<void> {
  const { conversationId } = (await findRating(ctx.tx, input.ratingId)) ?? notFound()
  const conversation = await lockConversation(ctx.tx, conversationId)
  const rating = (await lockRating(ctx.tx, input.ratingId)) ?? notFound()
  if (by !== 'link' && !isOwn(by, conversation)) notFound()
  if (ctx.now > rating.expiresAt) throw new Refusal('rating_over')
  const said = answered(rating.asked, rating, input)
  if (typeof said === 'string')
    throw new Refusal('rating_invalid', { fields: [{ field: said, message: 'was not asked' }] })
  await updateRating(ctx.tx, rating.id, said, ctx.now)
  const actor: Actor = by === 'link' ? contactOf(conversation) : by
  const { good, score } = said
  await setSatisfaction(ctx, actor, conversationId, { satisfaction: good ? 'good' : 'bad', score })
  const { surveyId, ticketId, agentId, groupId, channelId, brandId } = rating
  record(ctx, surveyRated, {
    stream: streamOf(conversationId),
    by: actor,
    data: {
      ...{ ratingId: rating.id, surveyId, ticketId, agentId, groupId, channelId, brandId },
      styleKind: conversation.style.kind,
      ...{ score, points: rating.asked.points, good, before: rating.score },
      hasComment: said.comment !== null,
      inWidget: rating.asked.inWidget,
    },
    contactId: conversation.contactId,
  })
  clearTimer(ctx, `rating:${rating.id}`, MAIL)
}

function notFound(): never {
  throw new Refusal('rating_not_found')
}

/** Whoever has the link of the mail is taken for the contact, for this rating only. */
const contactOf = ({ contactId, channelId }: { contactId: number; channelId: number }): Actor => ({
  kind: 'visitor',
  visitorId: 0,
  contactId,
  channelId,
  signedIn: false,
  blocked: false,
})
