import { queryOptions } from '@tanstack/react-query'
import type { MacroView, SavedReplyView } from '../../../../server/rules/contract.ts'
import type { ConversationSnapshot } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'

export const macrosQuery = queryOptions({
  queryKey: ['macros', 'settings'],
  queryFn: () => api.get<MacroView[]>('/macros?for=settings'),
})
export const repliesQuery = queryOptions({
  queryKey: ['saved-replies'],
  queryFn: () => api.get<SavedReplyView[]>('/saved-replies'),
})
/** The ticket a macro is made from. */
export const ticketQuery = (conversationId: number) =>
  queryOptions({
    queryKey: ['macro-from', conversationId],
    queryFn: () => api.get<ConversationSnapshot>(`/conversations/${conversationId}`),
    staleTime: 0,
    gcTime: 0,
  })
