import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ContactPage, ContactView } from '../../../server/contacts/contract.ts'
import { api } from '../../kit/http.ts'
import { refresh } from '../app/queries.ts'

/** Those seen last come first; `q` is the beginning of a word of the name, of an address or of a number. */
export const contactsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', q],
    queryFn: ({ pageParam, signal }) =>
      api.get<ContactPage>('/contacts', { cursor: pageParam, q: q || undefined }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })

/** Read again from time to time: the customer comes and goes, and colleagues change things. */
export const contactQuery = (id: number) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: () => api.get<ContactView>(`/contacts/${id}`),
    staleTime: 0,
    refetchInterval: 15_000,
  })

/** For its name alone: of one that was merged, whom it is part of. */
export const namedContactQuery = (id: number) =>
  queryOptions({
    queryKey: ['contact', id, 'named'],
    queryFn: () => api.get<ContactView>(`/contacts/${id}`),
    staleTime: 10_000,
  })

export const refreshContacts = (): void => refresh('contact', 'contacts', 'earlier')
