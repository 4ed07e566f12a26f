import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { DeliveryPage, WebhookView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks', 'all'],
  queryFn: () => api.get<WebhookView[]>('/webhooks'),
  staleTime: 5_000,
  refetchInterval: 15_000,
})
export const deliveriesQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', 'deliveries', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<DeliveryPage>(
        `/webhooks/${id}/deliveries`,
        { before: pageParam === undefined ? undefined : String(pageParam) },
        signal,
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
    refetchInterval: 4_000,
  })
