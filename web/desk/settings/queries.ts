import { queryOptions } from '@tanstack/react-query'
import type { ChannelView, StyleView } from '../../../server/channels/contract.ts'
import type { BrandView, GroupView, RoleView, UserView } from '../../../server/identity/contract.ts'
import type { ScheduleView } from '../../../server/schedules/contract.ts'
import { api } from '../../kit/http.ts'

// The keys are those that the shell makes stale when somebody else changed something.
export const usersQuery = queryOptions({ queryKey: ['users'], queryFn: () => api.get<UserView[]>('/users') })
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => api.get<RoleView[]>('/roles') })
export const groupsQuery = queryOptions({ queryKey: ['groups'], queryFn: () => api.get<GroupView[]>('/groups') })
export const brandsQuery = queryOptions({ queryKey: ['brands'], queryFn: () => api.get<BrandView[]>('/brands') })
export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => api.get<ChannelView[]>('/channels'),
})
export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: () => api.get<ScheduleView[]>('/schedules'),
})
export const stylesQuery = queryOptions({ queryKey: ['styles'], queryFn: () => api.get<StyleView[]>('/styles') })
