import { useQuery } from '@tanstack/react-query'
import { SearchX, X } from 'lucide-react'
import { useState } from 'react'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import type { ViewKey } from '../../../server/tickets/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import field from '../../kit/ui/Field.module.css'
import { Hidden } from '../../kit/ui/Hidden.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { findQuery } from './find.ts'
import { LiveList } from './LiveList.tsx'
import css from './Find.module.css'

/** Takes the place of the list: contact, email or ticket number. */
export function Find({ view, current, onClose }: { view: ViewKey; current: number | null; onClose: () => void }) {
  const t = useDeskText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const [text, setText] = useState('')
  const found = useQuery(findQuery(text))
  const rows = text.trim() === '' ? [] : (found.data ?? [])
  const isNothing = found.isSuccess && !found.isFetching && rows.length === 0 && text.trim() !== ''
  return (
    <>
      <header className={css['head']}>
        <h1>
          <Hidden>{t('find.label')}</Hidden>
        </h1>
        <SearchField
          aria-label={t('find.label')}
          autoFocus
          value={text}
          onChange={setText}
          className={css['field'] ?? ''}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
          }}
        >
          <Input className={field['input'] ?? ''} placeholder={t('find.placeholder')} />
        </SearchField>
        <IconButton label={t('find.close')} onPress={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <div role="status" className={css['status']}>
        {found.isError ? say(found.error) : rows.length > 0 ? t('find.count', { n: rows.length }) : ''}
      </div>
      {isNothing && (
        <EmptyState icon={<SearchX size={22} aria-hidden />} title={t('find.none')} text={t('find.none.text')} />
      )}
      {rows.length > 0 && (
        <LiveList
          rows={rows}
          current={current}
          view={view}
          hasMore={false}
          onMore={noMore}
          onHover={(id) => void desk.conversations.prefetch(id)}
        />
      )}
    </>
  )
}

const noMore = () => {}
