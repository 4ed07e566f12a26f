import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { RatingKind, RatingPage, RatingView, SurveyName, SurveyView } from '../../../server/surveys/contract.ts'
import { api } from '../../kit/http.ts'

export const surveysQuery = queryOptions({ queryKey: ['surveys'], queryFn: () => api.get<SurveyView[]>('/surveys') })

export const surveyNamesQuery = queryOptions({
  queryKey: ['surveys', 'names'],
  queryFn: () => api.get<SurveyName[]>('/surveys/names'),
})

/** `heard`: the place of the last that was heard of it; it is read again after each answer. */
export const ratingsOfQuery = (conversationId: number, heard: number) =>
  queryOptions({
    queryKey: ['ratings-of', conversationId, heard],
    queryFn: () => api.get<RatingView[]>(`/conversations/${conversationId}/satisfaction`),
    placeholderData: keepPreviousData,
  })

export type RatingFilter = { rating?: RatingKind; agentId?: number; groupId?: number; channelId?: number; days: number }

export const ratingsQuery = ({ days, ...filter }: RatingFilter) =>
  infiniteQueryOptions({
    queryKey: ['ratings', filter, days],
    queryFn: ({ pageParam, signal }) =>
      api.get<RatingPage>(
        '/satisfaction',
        {
          ...filter,
          cursor: pageParam,
          from: days === 0 ? undefined : new Date(Date.now() - days * 86_400_000).toISOString(),
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    refetchInterval: 30_000,
  })
