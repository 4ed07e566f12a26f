import { Type } from 'typebox'
import { clock } from '../platform/clock.ts'
import { type Read, read } from '../platform/http/read.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { Id, Instant } from '../platform/pure/schemas.ts'
import { mayReadConversations, requireConversation } from '../tickets/index.ts'
import { RatingKind, type RatingPage, type RatingView, type SurveyName, type SurveyView } from './contract.ts'
import { scoreOf } from './model.ts'
import { mayManageSurveys, mayNameSurveys } from './policy.ts'
import {
  countOfSurveys,
  type Cursor,
  type ListedRating,
  listRatings,
  listRatingsOf,
  listSurveys,
  sumRatings,
} from './queries.ts'

const RECENT_MS = 30 * 86_400_000
const MOST_ROWS = 100

export const surveyReads: Read[] = [
  read(
    '/api/v1/surveys',
    { may: mayManageSurveys, about: 'The satisfaction surveys, in their order.' },
    async ({ db }): Promise<SurveyView[]> => {
      const [surveys, counts] = await Promise.all([
        listSurveys(db),
        countOfSurveys(db, new Date(clock.now().getTime() - RECENT_MS)),
      ])
      return surveys.map((survey) => {
        const { offered = 0, rated = 0, good = 0 } = counts.find(({ surveyId }) => surveyId === survey.id) ?? {}
        return { ...survey, updatedAt: survey.updatedAt.toISOString(), offered, rated, good }
      })
    },
  ),
  read(
    '/api/v1/surveys/names',
    { may: mayNameSurveys, about: 'What the surveys are called, for macros and rules that send them.' },
    async ({ db }): Promise<SurveyName[]> =>
      (await listSurveys(db)).map(({ id, name, active }) => ({ id, name, active })),
  ),
  read(
    '/api/v1/conversations/:id/satisfaction',
    {
      params: Type.Object({ id: Id }),
      may: mayReadConversations,
      about: 'What the customer was asked and said of it.',
    },
    async ({ db, actor, params }): Promise<RatingView[]> => {
      await requireConversation(db, actor, params.id)
      return (await listRatingsOf(db, params.id)).map(ratingView)
    },
  ),
  read(
    '/api/v1/satisfaction',
    {
      query: Type.Object({
        rating: Type.Optional(RatingKind),
        agentId: Type.Optional(Id),
        groupId: Type.Optional(Id),
        channelId: Type.Optional(Id),
        surveyId: Type.Optional(Id),
        from: Type.Optional(Instant),
        to: Type.Optional(Instant),
        cursor: Type.Optional(Type.String({ maxLength: 60 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS })),
      }),
      may: mayReadConversations,
      about: 'Ratings of the conversations in reach, newest first, and their sum.',
    },
    async ({ db, actor, query }): Promise<RatingPage> => {
      const { agentId = null, groupId = null, channelId = null, surveyId = null, limit = 50 } = query
      const filter = { agentId, groupId, channelId, surveyId, from: instant(query.from), to: instant(query.to) }
      const after = query.cursor === undefined ? null : cursorOf(query.cursor)
      const [rows, { offered, rated, good }] = await Promise.all([
        listRatings(db, actor, { ...filter, kind: query.rating ?? null }, after, limit),
        sumRatings(db, actor, filter),
      ])
      const last = rows.at(-1)
      return {
        rows: rows.map(ratingView),
        next: rows.length < limit || last === undefined ? null : `${last.offeredAt.getTime()}.${last.id}`,
        sum: { offered, rated, good, score: scoreOf(good, rated) },
      }
    },
  ),
]

const instant = (text: string | undefined): Date | null => {
  if (text === undefined) return null
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new Refusal('invalid_input', { fields: [{ field: 'from', message: 'no such day' }] })
  return at
}

function cursorOf(text: string): Cursor {
  const [, ms = '', id = ''] = /^(\d{1,15})\.(\d{1,16})$/.exec(text) ?? []
  if (ms === '') throw new Refusal('invalid_input', { fields: [{ field: 'cursor', message: 'not one of ours' }] })
  return { at: new Date(Number(ms)), id: Number(id) }
}

const ratingView = (row: ListedRating): RatingView => ({
  id: row.id,
  surveyId: row.surveyId,
  survey: row.survey,
  conversationId: row.conversationId,
  ticketId: row.ticketId,
  subject: row.subject,
  contact: { id: row.contactId, name: row.contactName },
  agentId: row.agentId,
  groupId: row.groupId,
  channelId: row.channelId,
  points: row.asked.points,
  look: row.asked.look,
  score: row.score,
  good: row.good,
  reason: row.asked.reasons.find(({ key }) => key === row.reason)?.text ?? row.reason,
  comment: row.comment,
  offeredAt: row.offeredAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  mailedAt: row.mailedAt?.toISOString() ?? null,
  ratedAt: row.ratedAt?.toISOString() ?? null,
  changedAt: row.changedAt?.toISOString() ?? null,
})
