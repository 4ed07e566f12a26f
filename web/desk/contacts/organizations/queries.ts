import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { ContactPage, OrganizationPage, OrganizationView } from '../../../../server/contacts/contract.ts'
import { api } from '../../../kit/http.ts'

/** By name; `q` is the beginning of a name or of a domain. */
export const organizationsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['organizations', q],
    queryFn: ({ pageParam, signal }) =>
      api.get<OrganizationPage>('/organizations', { cursor: pageParam, q: q || undefined }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })

export const organizationQuery = (id: number) =>
  queryOptions({
    queryKey: ['organization', id],
    queryFn: () => api.get<OrganizationView>(`/organizations/${id}`),
    staleTime: 10_000,
  })

/** Null until it is known, and for one that is gone. */
export const useOrganizationName = (id: number | null): string | null =>
  useQuery({ ...organizationQuery(id ?? 0), enabled: id !== null }).data?.name ?? null

export const membersQuery = (organizationId: number) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'of', organizationId],
    queryFn: ({ pageParam, signal }) =>
      api.get<ContactPage>('/contacts', { cursor: pageParam, organization: String(organizationId) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 10_000,
  })
