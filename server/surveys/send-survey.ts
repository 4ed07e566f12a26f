import { lockConversation, requireReach } from '../conversations/index.ts'
import { command } from '../platform/commands/command.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { loadWork, ticketOf } from '../tickets/index.ts'
import { SendSurvey } from './contract.ts'
import { isFor } from './model.ts'
import { offerSurvey } from './offer.ts'
import { maySendSurvey } from './policy.ts'
import { listSurveys } from './queries.ts'

/** An agent asks now, whatever the status: the first active survey for this channel and brand [SV9]. */
export const sendSurvey = command(
  'survey.send',
  { input: SendSurvey, may: maySendSurvey, about: 'Send the satisfaction survey of a conversation now.' },
  async (ctx, { conversationId }) => {
    const conversation = await lockConversation(ctx.tx, conversationId)
    await requireReach(ctx, ctx.actor, conversation)
    await loadWork(ctx, [conversationId])
    const ticket = ticketOf(ctx, conversationId)
    if (ticket === null) throw new Refusal('ticket_not_found')
    if (ticket.satisfaction !== 'unoffered') throw new Refusal('survey_already_sent')
    const place = { channelId: conversation.channelId, brandId: ticket.brandId }
    const survey = (await listSurveys(ctx.tx)).find(({ active, definition }) => active && isFor(definition, place))
    if (survey === undefined) throw new Refusal('survey_not_set_up')
    const ratingId = await offerSurvey(ctx, survey, conversation, ctx.actor)
    // What is left of its reasons: the customer was asked of another ticket not long ago [SV3].
    if (ratingId === null) throw new Refusal('survey_too_soon')
    return { ratingId }
  },
)
