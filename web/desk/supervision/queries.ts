import { queryOptions } from '@tanstack/react-query'
import type { ChannelLevel, HeldView } from '../../../server/routing/contract.ts'
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

/** A look back: it does not change while one looks. */
export const channelLevelsQuery = (days: number) =>
  queryOptions({
    queryKey: ['routing', 'channels', days],
    queryFn: () => api.get<ChannelLevel[]>(`/routing/channels?days=${days}`),
    staleTime: 60_000,
  })
