import { queryOptions, useQuery } from '@tanstack/react-query'
import type { MacroView, SavedReplyView } from '../../../server/rules/contract.ts'
import { api } from '../../kit/http.ts'

/** The keys begin as those of the settings: what is changed there is read again here. */
const macrosQuery = queryOptions({
  queryKey: ['macros', 'composer'],
  queryFn: () => api.get<MacroView[]>('/macros?for=composer'),
})
const repliesQuery = queryOptions({
  queryKey: ['saved-replies'],
  queryFn: () => api.get<SavedReplyView[]>('/saved-replies'),
})

const NONE: never[] = []
const offered = (replies: SavedReplyView[]): SavedReplyView[] => replies.filter(({ active }) => active)
export const useMacros = (): readonly MacroView[] => useQuery(macrosQuery).data ?? NONE
export const useReplies = (): readonly SavedReplyView[] => useQuery({ ...repliesQuery, select: offered }).data ?? NONE
