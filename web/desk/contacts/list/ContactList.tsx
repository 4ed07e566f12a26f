import { useInfiniteQuery } from '@tanstack/react-query'
import { ContactRound, SearchX } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { useTitle } from '../../app/title.ts'
import { SearchInput } from '../../settings/parts/SearchInput.tsx'
import { contactsQuery } from '../queries.ts'
import { useContactsText } from '../text.ts'
import { PeopleTabs } from '../organizations/PeopleTabs.tsx'
import { Rows } from './Rows.tsx'
import css from './ContactList.module.css'

/** Kept while one looks at a contact and comes back. */
let lastText = ''
const TYPING_MS = 180

export function ContactList() {
  const t = useContactsText()
  const say = useRefusalText()
  const [text, setText] = useState(lastText)
  const q = useSettled(text.trim())
  const list = useInfiniteQuery(contactsQuery(q))
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  const shown = useDeferredValue(rows)
  useTitle(t('contacts'))
  const search = (typed: string) => {
    lastText = typed
    setText(typed)
  }
  return (
    <main className={css['page']} id="main" tabIndex={-1} aria-label={t('contacts')}>
      <header className={css['head']}>
        <div>
          <PeopleTabs />
          <h1>{t('contacts')}</h1>
        </div>
        <SearchInput label={t('search')} value={text} onChange={search} isMain />
        <p role="status" className={css['status']}>
          {list.isSuccess && q !== '' ? t('found', { n: rows.length, more: list.hasNextPage ? 'yes' : 'no' }) : ''}
        </p>
      </header>
      {list.isPending && (
        <div className={css['waiting']}>
          <Skeleton lines={10} label={t('loading')} />
        </div>
      )}
      {list.isError && (
        <EmptyState title={t('failed')} text={say(list.error)}>
          <Button onPress={() => void list.refetch()}>{t('again')}</Button>
        </EmptyState>
      )}
      {list.isSuccess && rows.length === 0 && <Nothing isSearch={q !== ''} onClear={() => search('')} />}
      {rows.length > 0 && (
        <Rows
          key={q}
          rows={shown}
          q={q}
          hasMore={list.hasNextPage && !list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </main>
  )
}

function Nothing({ isSearch, onClear }: { isSearch: boolean; onClear: () => void }) {
  const t = useContactsText()
  const Icon = isSearch ? SearchX : ContactRound
  return (
    <EmptyState
      icon={<Icon size={22} aria-hidden />}
      title={t(isSearch ? 'none.found' : 'none')}
      text={t(isSearch ? 'none.found.text' : 'none.text')}
    >
      {isSearch && <Button onPress={onClear}>{t('showAll')}</Button>}
    </EmptyState>
  )
}

/** The text once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
