import { queryOptions } from '@tanstack/react-query'
import type { CustomView, ViewField } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'

export const keptViewsQuery = queryOptions({
  queryKey: ['views', 'settings'],
  queryFn: () => api.get<CustomView[]>('/views?for=settings'),
})

/** People are chosen among them, and whoever looks. */
export const viewFieldsQuery = queryOptions({
  queryKey: ['view-fields'],
  queryFn: async () => {
    const { fields } = await api.get<{ fields: ViewField[] }>('/views/fields')
    return fields.map((field) => (field.of === 'user' ? { ...field, of: 'looker' } : field))
  },
})
