import { type Static, Type } from 'typebox'
import { Texts } from '../conversations/contract.ts'
import { Id } from '../platform/pure/schemas.ts'

/** How many steps the scale has; the upper ones are good: 2 of 2, 3 of 3, 4 and 5 of 5. */
export const Points = Type.Union([Type.Literal(2), Type.Literal(3), Type.Literal(5)])
export type Points = Static<typeof Points>
export const MOST_COMMENT = 2000

const Minutes = Type.Integer({ minimum: 0, maximum: 40_320 })
const OnlyThese = Type.Union([Type.Array(Id, { minItems: 1, maxItems: 100 }), Type.Null()])

/** What is asked, when, and of whom. Texts are by locale. */
export const SurveyDefinition = Type.Object({
  points: Points,
  look: Type.Union([Type.Literal('faces'), Type.Literal('numbers'), Type.Literal('words')]),
  /** What each step says, lowest first; where the look is words. */
  words: Type.Optional(Type.Array(Texts, { maxItems: 5 })),
  question: Texts,
  /** What the lowest and the highest step mean. */
  low: Texts,
  high: Texts,
  /** Asked after any rating; without a text, there is no field for words. */
  comment: Texts,
  /** Asked after a rating that is not good. */
  reasonQuestion: Texts,
  reasons: Type.Array(Type.Object({ key: Type.String({ pattern: '^[a-z0-9_]{1,40}$' }), text: Texts }), {
    maxItems: 12,
  }),
  thanks: Texts,
  /** Neither: only a rule sends it. */
  atSolve: Type.Boolean(),
  atSessionEnd: Type.Boolean(),
  /** Null: all. */
  channels: OnlyThese,
  brands: OnlyThese,
  delayMinutes: Minutes,
  /** In the conversation, where the customer wrote. */
  inWidget: Type.Boolean(),
  /** By mail, so long after it was offered and is still unanswered; null: never. */
  mailAfterMinutes: Type.Union([Minutes, Type.Null()]),
  expiresDays: Type.Integer({ minimum: 1, maximum: 90 }),
  /** A customer is asked at most once in so many days; 0: after each ticket. */
  everyDays: Type.Integer({ minimum: 0, maximum: 365 }),
})
export type SurveyDefinition = Static<typeof SurveyDefinition>

/** `survey.save`. Without `id` it is new and goes last. `version`: the one being edited. */
export const SaveSurvey = Type.Object({
  id: Type.Optional(Id),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  active: Type.Boolean(),
  definition: SurveyDefinition,
})
export const SurveyRef = Type.Object({ surveyId: Id })
/** `survey.send`, by an agent. */
export const SendSurvey = Type.Object({ conversationId: Id })
export const SortSurveys = Type.Object({ ids: Type.Array(Id, { maxItems: 200 }) })

/** `GET /api/v1/surveys`, in the order in which the first that fits is taken. */
export type SurveyView = {
  id: number
  name: string
  active: boolean
  definition: SurveyDefinition
  version: number
  updatedAt: string
  updatedBy: number | null
  /** In the last thirty days. */
  offered: number
  rated: number
  good: number
}

/** `GET /api/v1/surveys/names` */
export type SurveyName = Pick<SurveyView, 'id' | 'name' | 'active'>

/** The question as one customer was asked it, in the language of the conversation. */
export type Asked = {
  points: Points
  look: SurveyDefinition['look']
  words?: string[]
  question: string
  low: string
  high: string
  /** Null: words are not asked for. */
  comment: string | null
  reasonQuestion: string
  reasons: { key: string; text: string }[]
  thanks: string
}
/** `data` of `survey.offered` and `survey.rated`, as the customer hears of them. */
export type OfferedToVisitor = Asked & { ratingId: number; until: string }
export type RatedByVisitor = { ratingId: number; score: number; good: boolean }

/** `survey.rate`, by the customer, again until it expires. What is left out stays as it is. */
export const RateSurvey = Type.Object({
  ratingId: Id,
  score: Type.Integer({ minimum: 1, maximum: 5 }),
  reason: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  comment: Type.Optional(Type.String({ maxLength: MOST_COMMENT })),
})
export type RateSurvey = Static<typeof RateSurvey>

/** One customer's answer, or its absence. */
export type RatingView = {
  id: number
  surveyId: number
  survey: string
  conversationId: number
  ticketId: number
  subject: string
  contact: { id: number; name: string | null }
  agentId: number | null
  groupId: number | null
  channelId: number
  points: Points
  look: SurveyDefinition['look']
  score: number | null
  good: boolean | null
  reason: string | null
  comment: string | null
  offeredAt: string
  expiresAt: string
  mailedAt: string | null
  ratedAt: string | null
  changedAt: string | null
}

export const RatingKind = Type.Union([
  Type.Literal('good'),
  Type.Literal('bad'),
  Type.Literal('rated'),
  Type.Literal('commented'),
  Type.Literal('unrated'),
])
export type RatingKind = Static<typeof RatingKind>
/** `GET /api/v1/satisfaction`: newest first, of what the asking person reaches. */
export type RatingPage = {
  rows: RatingView[]
  next: string | null
  /** Of all that the filters leave, but for the one by rating. `score` = good ÷ rated, in percent; null without ratings. */
  sum: { offered: number; rated: number; good: number; score: number | null }
}

export const refusals = {
  survey_not_found: 404,
  survey_changed_meanwhile: 409,
  survey_invalid: 422,
  survey_not_set_up: 409,
  survey_already_sent: 409,
  survey_too_soon: 409,
  rating_not_found: 404,
  rating_over: 410,
  rating_invalid: 422,
} as const
