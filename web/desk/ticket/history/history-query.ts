import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { UpdateKind, UpdateView } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'

export type HistoryFilter = { kind?: UpdateKind; by?: string }

const PAGE = 50

/** Newest first; a newer version of the ticket asks anew. */
export const historyQuery = (conversationId: number, version: number, { kind, by }: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: ['history', conversationId, { kind, by }, version],
    queryFn: ({ pageParam, signal }) =>
      api.get<UpdateView[]>(
        `/conversations/${conversationId}/updates`,
        { before: pageParam, kind, by, limit: PAGE },
        signal,
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
