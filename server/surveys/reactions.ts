import { lockConversation, lockOnTime } from '../conversations/index.ts'
import { clock } from '../platform/clock.ts'
import type { Context } from '../platform/commands/context.ts'
import type { Reaction } from '../platform/commands/reaction.ts'
import { system } from '../platform/pure/actor.ts'
import { clearTimer, setTimer, type TimerHandler } from '../platform/timers/timer.ts'
import { loadWork, rowOf, ticketOf } from '../tickets/index.ts'
import type { SurveyDirectory } from './directory.ts'
import { forgetWords } from './forget-words.ts'
import { dueAt, isDue, type Standing } from './model.ts'
import { MAIL, offerSurvey } from './offer.ts'
import type { Survey } from './queries.ts'
import { mailSurvey, type SurveyMailParts } from './survey-mail.ts'

const OFFER = 'survey.offer'
/** What an import or the demo dates back asks nobody. */
const LONG_AGO_MS = 60_000

/** A solve or an end calls for a survey; a ticket that goes on calls it off while it has not been offered [SV1] [SV2]. */
export const surveyReactions = (directory: Pick<SurveyDirectory, 'all'>): Reaction[] => [
  ...forgetWords,
  {
    on: 'ticket.updated',
    name: 'surveys: solved',
    async react(ctx, events) {
      if (directory.all().length === 0) return
      for (const { stream, data } of events) {
        const [before, after] = statusesIn(data.changes)
        if (before === after) continue
        // Closing what was solved is no second reason.
        if (isOver(before) && isOver(after)) continue
        if (isOver(after)) await plan(ctx, directory, idOf(stream), 'solved')
        else if (isOver(before)) clearTimer(ctx, stream, OFFER)
      }
    },
  },
  {
    on: 'session.ended',
    name: 'surveys: ended',
    async react(ctx, events) {
      if (directory.all().length === 0) return
      for (const { stream } of events) await plan(ctx, directory, idOf(stream), 'ended')
    },
  },
]

/** Of an update of a ticket: its status before and after; the same where it did not change. */
function statusesIn(changes: unknown): [string, string] {
  const status = typeof changes === 'object' && changes !== null && 'status' in changes ? changes.status : null
  return Array.isArray(status) ? [String(status[0]), String(status[1])] : ['', '']
}

const idOf = (stream: string): number => Number(stream.slice('conversation:'.length))
const isOver = (status: string): boolean => status === 'solved' || status === 'closed'

async function plan(
  ctx: Context,
  directory: Pick<SurveyDirectory, 'all'>,
  conversationId: number,
  because: 'solved' | 'ended',
): Promise<void> {
  if (clock.now().getTime() - ctx.now.getTime() > LONG_AGO_MS) return
  const survey = await surveyFor(ctx, directory, conversationId)
  if (survey === undefined) return
  const ticket = ticketOf(ctx, conversationId)
  // The end that comes with the closing: what the solve has called for is on its way.
  if (because === 'ended' && survey.definition.atSolve && isOver(ticket?.status ?? '')) return
  const at = dueAt(survey.definition, ctx.now, ticket?.undoUntil ?? null)
  if (at > ctx.now) return setTimer(ctx, `conversation:${conversationId}`, OFFER, at)
  await offerSurvey(ctx, survey, await lockConversation(ctx.tx, conversationId), system)
}

/** The first that fits how the conversation stands now. */
async function surveyFor(
  ctx: Context,
  directory: Pick<SurveyDirectory, 'all'>,
  conversationId: number,
): Promise<Survey | undefined> {
  await loadWork(ctx, [conversationId])
  const [row, ticket] = [rowOf(ctx, conversationId), ticketOf(ctx, conversationId)]
  if (row === null || ticket === null || ticket.satisfaction !== 'unoffered') return undefined
  const standing: Standing = {
    channelId: row.channelId,
    brandId: ticket.brandId,
    isSolved: isOver(ticket.status),
    hasEnded: row.session === 'ended',
    isServed: ticket.assigneeId !== null || row.replies > 0,
  }
  return directory.all().find((survey) => isDue(survey, standing))
}

export const surveyTimers = (
  parts: SurveyMailParts & { directory: Pick<SurveyDirectory, 'all'> },
): Readonly<Record<string, TimerHandler>> => ({
  [OFFER]: async (ctx, subject) => {
    const conversation = await lockOnTime(ctx.tx, subject)
    if (conversation === null) return
    const survey = await surveyFor(ctx, parts.directory, conversation.id)
    if (survey !== undefined) await offerSurvey(ctx, survey, conversation, system)
  },
  [MAIL]: (ctx, subject) => mailSurvey(ctx, parts, Number(subject.slice('rating:'.length))),
})
