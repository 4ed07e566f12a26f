import { queryOptions } from '@tanstack/react-query'
import type { FieldView, RuleKind, RuleView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'

export const rulesQuery = (kind: RuleKind) =>
  queryOptions({ queryKey: ['rules', kind], queryFn: () => api.get<RuleView[]>(`/rules?kind=${kind}`) })

export type RuleFields = { fields: FieldView[]; placeholders: string[] }
export const ruleFieldsQuery = (kind: RuleKind) =>
  queryOptions({
    queryKey: ['rule-fields', kind],
    queryFn: () => api.get<RuleFields>(`/rules/fields?kind=${kind}`),
  })
