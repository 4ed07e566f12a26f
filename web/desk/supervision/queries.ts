import { queryOptions } from '@tanstack/react-query'
import type { HeldView } from '../../../server/routing/contract.ts'
import { api } from '../../kit/http.ts'

/** Read again whenever his load has changed. */
export const heldQuery = (userId: number, load: string) =>
  queryOptions({
    queryKey: ['routing', 'held', userId, load],
    queryFn: () => api.get<HeldView[]>(`/routing/agents/${userId}/work`),
    placeholderData: (before: HeldView[] | undefined) => before,
    staleTime: 5_000,
    refetchInterval: 15_000,
  })
