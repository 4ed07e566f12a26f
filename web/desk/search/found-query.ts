import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { SearchAnswer } from '../../../server/tickets/contract.ts'
import { api } from '../../kit/http.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The first page has everything; the next ones go on with the messages. */
export const foundQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: ['search', text.trim()],
    queryFn: ({ signal, pageParam }) =>
      api.get<SearchAnswer>(
        '/search',
        { q: text.trim(), zone, ...(pageParam !== '' && { of: 'messages', before: pageParam }) },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last: SearchAnswer) => last.messages?.next ?? undefined,
    enabled: text.trim() !== '',
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  })
