import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { useKitText } from './useKitText.ts'

type LoadedProps<T> = { query: UseQueryResult<T>; lines?: number; children: (data: T) => ReactNode }

/** What comes from the server: bars while it comes, the reason and another try when it does not. */
export function Loaded<T>({ query, lines = 6, children }: LoadedProps<T>) {
  const t = useKitText()
  const say = useRefusalText()
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return (
      <EmptyState title={t('notLoaded')} text={say(query.error)}>
        <Button onPress={() => void query.refetch()}>{t('retry')}</Button>
      </EmptyState>
    )
  return <Skeleton lines={lines} label={t('loading')} />
}
