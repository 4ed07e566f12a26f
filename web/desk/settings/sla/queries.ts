import { queryOptions } from '@tanstack/react-query'
import type { SlaFieldView, SlaPolicyView, SlaProgress } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'

export const policiesQuery = queryOptions({
  queryKey: ['sla-policies'],
  queryFn: () => api.get<SlaPolicyView[]>('/sla-policies'),
})
export const policyFieldsQuery = queryOptions({
  queryKey: ['sla-policies', 'fields'],
  queryFn: () => api.get<SlaFieldView[]>('/sla-policies/fields'),
})
export const progressQuery = queryOptions({
  queryKey: ['sla-policies', 'progress'],
  queryFn: () => api.get<{ progress: SlaProgress }>('/sla-policies/progress'),
})
