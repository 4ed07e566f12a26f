import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { groupsQuery } from './queries.ts'
import { useDeskText } from './text.ts'

/** What a group is called; as long as groups are being read none is said to be gone. */
export function useGroupName(): (id: number) => string {
  const t = useDeskText()
  const groups = useQuery(groupsQuery).data
  return useCallback(
    (id) => (groups === undefined ? '…' : (groups.find((group) => group.id === id)?.name ?? t('someGroup'))),
    [groups, t],
  )
}
