import { useQuery } from '@tanstack/react-query'
import type { FieldView } from '../../../../server/rules/contract.ts'
import { useBrands, useColleagues, useGroups } from '../../app/queries.ts'
import { channelsQuery } from '../queries.ts'
import { useRulesText } from './text.ts'

type Choices = { id: string | number; label: string }[]

/** What can be chosen for a field; null where it is typed. */
export function useChoices(field: Pick<FieldView, 'of' | 'options'>): Choices | null {
  const r = useRulesText()
  const groups = useGroups()
  const colleagues = useColleagues()
  const brands = useBrands()
  const channels = useQuery(channelsQuery).data ?? []
  switch (field.of) {
    case 'group':
      return groups.map(({ id, name }) => ({ id, label: name }))
    case 'user':
      return colleagues.filter(({ assignable }) => assignable).map(({ id, name }) => ({ id, label: name }))
    case 'brand':
      return brands.map(({ id, name }) => ({ id, label: name }))
    case 'channel':
      return channels.map(({ id, name }) => ({ id, label: name }))
    case 'locale':
      return ['en', 'fr'].map((id) => ({ id, label: r(`value.locale.${id}`) }))
    default:
      return field.options === null
        ? null
        : field.options.map((option) => ({ id: option, label: r(`value.${field.of ?? ''}.${option}`) }))
  }
}
