import { eventType, internalEvent } from '../platform/events/event-type.ts'
import type { Asked } from './contract.ts'

/** On stream `account`: nodes read the surveys again. */
export const surveyChanged = internalEvent<{ surveyId: number }>('survey.changed')

/** Facts for counting by agent, group, channel and style. */
type About = {
  ratingId: number
  surveyId: number
  ticketId: number
  agentId: number | null
  groupId: number | null
  channelId: number
  brandId: number
  styleKind: string
}

/** The customer hears what he is asked, where he wrote; one by mail only is internal. */
export const surveyOffered = eventType<About & { until: string; asked: Asked; inWidget: boolean }>({
  type: 'survey.offered',
  v: 1,
  isPublic: ({ inWidget }) => inWidget,
  toUser: ({ data: { asked: _, ...data } }) => data,
  toVisitor: ({ data: { ratingId, until, asked } }) => ({ data: { ...asked, ratingId, until } }),
})

/** His words are in the rating, not here. */
export const surveyRated = eventType<
  About & {
    score: number
    points: number
    good: boolean
    before: number | null
    hasComment: boolean
    inWidget: boolean
  }
>({
  type: 'survey.rated',
  v: 1,
  isPublic: ({ inWidget }) => inWidget,
  toUser: ({ data }) => data,
  toVisitor: ({ data: { ratingId, score, good } }) => ({ data: { ratingId, score, good } }),
})

export const surveyMailed = internalEvent<{ ratingId: number; surveyId: number; ticketId: number }>('survey.mailed')

export const events = [surveyChanged, surveyOffered, surveyRated, surveyMailed] as const
