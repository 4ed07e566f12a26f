import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InboxRow } from '../../../server/tickets/contract.ts'
import { api } from '../../kit/http.ts'

/** Conversations by contact's name, email, or ticket number. */
export const findQuery = (text: string) =>
  queryOptions({
    queryKey: ['find', text.trim()],
    queryFn: async ({ signal }) => {
      const answer = await api.get<InboxRow[] | { rows: InboxRow[] }>('/inbox/find', { q: text.trim() }, signal)
      return Array.isArray(answer) ? answer : answer.rows
    },
    enabled: text.trim().length > 1 || /^#?\d+$/.test(text.trim()),
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  })
