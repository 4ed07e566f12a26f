import { queryOptions } from '@tanstack/react-query'
import type { StyleChoiceView } from '../../../../server/channels/contract.ts'
import { api } from '../../../kit/http.ts'

export const choiceQuery = queryOptions({
  queryKey: ['styles', 'choice'],
  queryFn: () => api.get<StyleChoiceView>('/style-choice'),
})
