import { findMailAddress } from '../contacts/index.ts'
import { lockOnTime, streamOf } from '../conversations/index.ts'
import { writeMail } from '../identity/index.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { Post } from '../platform/mail/post.ts'
import { system } from '../platform/pure/actor.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { Asked } from './contract.ts'
import { surveyMailed } from './events.ts'
import { linkOf } from './link.ts'
import { stepsOf } from './pure/steps.ts'
import { findRating, lockRating, markMailed } from './queries.ts'

export type SurveyMailParts = { post: Post; sealing: Pick<Sealing, 'sign'> }

/**
 * Who has not answered where he wrote is asked by mail, once. The address may be one that was only claimed: so the mail
 * says nothing of what was said [SV6].
 */
export async function mailSurvey(ctx: Context, { post, sealing }: SurveyMailParts, ratingId: number): Promise<void> {
  const found = await findRating(ctx.tx, ratingId)
  if (!post.isOn || found === null) return
  const conversation = await lockOnTime(ctx.tx, streamOf(found.conversationId))
  if (conversation === null) return
  const rating = await lockRating(ctx.tx, ratingId)
  if (rating === null || rating.score !== null || rating.mailedAt !== null || ctx.now > rating.expiresAt) return
  const to = await findMailAddress(ctx.tx, conversation.contactId)
  if (to === null || to.blocked) return
  const url = `${post.publicUrl}/survey/${linkOf(sealing, ratingId)}`
  const { asked } = rating
  const mail = await writeMail(ctx.tx, {
    kind: 'survey',
    to: { name: to.name, address: to.address },
    locale: conversation.locale,
    brandId: conversation.brandId,
    isAutomatic: true,
    conversationId: conversation.id,
    says: (say, brand) => ({
      subject: asked.question.length <= 120 ? asked.question : say('survey.subject', { brand }),
      blocks: [
        { kind: 'title', text: asked.question },
        { kind: 'choices', choices: choicesOf(asked, url), low: asked.low, high: asked.high },
        { kind: 'small', text: say('survey.how') },
      ],
      footer: say('survey.why', { brand }),
    }),
  })
  await post.oweMail(ctx, mail)
  await markMailed(ctx.tx, ratingId, ctx.now)
  record(ctx, surveyMailed, {
    stream: streamOf(conversation.id),
    by: system,
    data: { ratingId, surveyId: rating.surveyId, ticketId: rating.ticketId },
    contactId: conversation.contactId,
  })
}

const choicesOf = (asked: Asked, url: string) =>
  stepsOf(asked).map(({ score, sign }) => ({ label: sign, url: `${url}?score=${score}` }))
