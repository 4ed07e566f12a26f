import { infiniteQueryOptions } from '@tanstack/react-query'
import type { MailPage, MailView } from '../../../../server/identity/contract.ts'
import { api } from '../../../kit/http.ts'

export type MailFilter = { state?: MailView['state']; kind?: MailView['kind'] }

/** Newest first, page after page; read again whenever a mail changes its state. */
export const mailsQuery = ({ state, kind }: MailFilter) =>
  infiniteQueryOptions({
    queryKey: ['mails', { state, kind }],
    queryFn: ({ pageParam }) => api.get<MailPage>('/mails', { cursor: pageParam, state, kind }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  })
