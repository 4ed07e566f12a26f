import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditPage } from '../../../../server/identity/contract.ts'
import { api } from '../../../kit/http.ts'

export type AuditFilter = { by?: number; subject?: string }

/** Newest first, page after page. */
export const auditQuery = ({ by, subject }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', { by, subject }],
    queryFn: ({ pageParam }) => api.get<AuditPage>('/audit', { cursor: pageParam, by, subject }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  })
