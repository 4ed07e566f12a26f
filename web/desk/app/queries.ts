import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import type {
  BrandView,
  Colleague,
  GroupView,
  LoginView,
  Me,
  NotificationView,
  OutgoingMail,
} from '../../../server/identity/contract.ts'
import type { AgentStatusView, RoutingNames } from '../../../server/routing/contract.ts'
import type { CustomView, EarlierConversation, TicketDefinitions } from '../../../server/tickets/contract.ts'
import { api, Refused } from '../../kit/http.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (tried, error) => tried < 3 && error instanceof Refused && /offline|unavailable/.test(error.code),
    },
  },
})

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => api.get<Me>('/me'),
  staleTime: Number.POSITIVE_INFINITY,
})
const directoryQuery = queryOptions({ queryKey: ['directory'], queryFn: () => list<Colleague>('/users/directory') })
export const groupsQuery = queryOptions({ queryKey: ['groups'], queryFn: () => list<GroupView>('/groups') })
const brandsQuery = queryOptions({ queryKey: ['brands'], queryFn: () => list<BrandView>('/brands') })
const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: () => list<NotificationView>('/me/notifications'),
})
/** How outgoing mail stands; only for whoever manages the settings. */
export const mailQuery = queryOptions({ queryKey: ['mail'], queryFn: () => api.get<OutgoingMail>('/mail') })
export const loginsQuery = queryOptions({ queryKey: ['logins'], queryFn: () => list<LoginView>('/me/logins') })
const earlierQuery = (contactId: number) =>
  queryOptions({
    queryKey: ['earlier', contactId],
    queryFn: () => list<EarlierConversation>(`/contacts/${contactId}/conversations`),
    staleTime: 10_000,
  })

const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: () => api.get<TicketDefinitions>('/ticket-definitions'),
})

export const statusesQuery = queryOptions({
  queryKey: ['agent-statuses'],
  queryFn: () => list<AgentStatusView>('/agent-statuses'),
})
export const routingNamesQuery = queryOptions({
  queryKey: ['routing-names'],
  queryFn: () => api.get<RoutingNames>('/routing/names'),
})

const viewsQuery = queryOptions({ queryKey: ['views', 'inbox'], queryFn: () => list<CustomView>('/views') })

const NONE: never[] = []
const NO_ROUTING: RoutingNames = { enabled: false, queues: [], skills: [] }
export const useColleagues = (): readonly Colleague[] => useQuery(directoryQuery).data ?? NONE
export const useGroups = (): readonly GroupView[] => useQuery(groupsQuery).data ?? NONE
export const useBrands = (): readonly BrandView[] => useQuery(brandsQuery).data ?? NONE
/** Views of the account's own, in the order of the inbox. */
export const useViews = (): readonly CustomView[] => useQuery(viewsQuery).data ?? NONE
/** Fields, forms and statuses of tickets. */
export const useDefinitions = () => useQuery(definitionsQuery)
/** What one may be doing. */
export const useStatuses = (): readonly AgentStatusView[] => useQuery(statusesQuery).data ?? NONE
export const useRoutingNames = (): RoutingNames => useQuery(routingNamesQuery).data ?? NO_ROUTING
export const useNotifications = (): readonly NotificationView[] => useQuery(notificationsQuery).data ?? NONE
export const useEarlier = (contactId: number): readonly EarlierConversation[] =>
  useQuery(earlierQuery(contactId)).data ?? NONE

/** Lists come plain, or as `{ rows }` where there may be more. */
async function list<T>(path: string): Promise<T[]> {
  const answer = await api.get<T[] | { rows: T[] }>(path)
  return Array.isArray(answer) ? answer : answer.rows
}

/** After an event of the account: what may have changed is read again. */
export function refresh(...keys: string[]): void {
  for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] })
}
