import { useQuery } from '@tanstack/react-query'
import type { Scope } from '../../../../server/identity/contract.ts'
import { brandsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { useList } from '../parts/useList.ts'

/** "Reaches the conversations of its groups, of Boutique and Lyon." */
export function useScopeText(): (scope: Scope) => string {
  const t = useSettingsText()
  const list = useList()
  const brands = useQuery(brandsQuery).data ?? []
  return ({ tickets, brands: ids }) => {
    const names = ids === null ? null : brands.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
    return t('scope.effect', { tickets, brands: names === null ? 'all' : 'some', names: list(names ?? []) })
  }
}
