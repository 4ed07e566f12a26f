import { queryOptions } from '@tanstack/react-query'
import type {
  CapacityRuleView,
  QueueFieldView,
  QueueView,
  RoutingSettings,
  SkillView,
} from '../../../../server/routing/contract.ts'
import { api } from '../../../kit/http.ts'

export const routingSettingsQuery = queryOptions({
  queryKey: ['routing', 'settings'],
  queryFn: () => api.get<RoutingSettings>('/routing/settings'),
})
export const queuesQuery = queryOptions({
  queryKey: ['routing', 'queues'],
  queryFn: () => api.get<QueueView[]>('/queues'),
})
export const queueFieldsQuery = queryOptions({
  queryKey: ['routing', 'queue-fields'],
  queryFn: () => api.get<QueueFieldView[]>('/queues/fields'),
})
export const skillsQuery = queryOptions({
  queryKey: ['routing', 'skills'],
  queryFn: () => api.get<SkillView[]>('/skills'),
})
export const capacityRulesQuery = queryOptions({
  queryKey: ['routing', 'capacity'],
  queryFn: () => api.get<CapacityRuleView[]>('/capacity-rules'),
})
/** What is read again after a change of how work finds an agent. */
export const REFRESHES = ['routing', 'agent-statuses', 'audit']
