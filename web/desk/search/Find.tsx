import { useInfiniteQuery } from '@tanstack/react-query'
import { SearchX, X } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import type { SearchAnswer, ListKey } from '../../../server/tickets/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import field from '../../kit/ui/Field.module.css'
import { Hidden } from '../../kit/ui/Hidden.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { useDeskText } from '../app/text.ts'
import { Chips } from './Chips.tsx'
import { finding } from './finding.ts'
import { foundQuery } from './found-query.ts'
import { Results } from './Results.tsx'
import { Tips } from './Tips.tsx'
import { useSettled } from './useSettled.ts'
import css from './Find.module.css'

type FindProps = { text: string; view: ListKey; current: number | null; onClose: () => void }

/** Takes the place of the list: messages, tickets and contacts by words and filters, while they are typed. */
export function Find({ text, view, current, onClose }: FindProps) {
  const t = useDeskText()
  const say = useRefusalText()
  const pane = useRef<HTMLDivElement>(null)
  useKeys(pane, onClose)
  const found = useInfiniteQuery(foundQuery(useSettled(text, 150)))
  const isEmpty = text.trim() === ''
  const [first] = isEmpty ? [] : (found.data?.pages ?? [])
  const count = first === undefined ? 0 : countOf(first)
  const isNothing = first !== undefined && !found.isFetching && count === 0
  return (
    <div ref={pane} role="search" aria-label={t('find.label')} className={css['pane']}>
      <header className={css['head']}>
        <h1>
          <Hidden>{t('find.label')}</Hidden>
        </h1>
        <SearchField
          aria-label={t('find.label')}
          autoFocus
          value={text}
          onChange={finding.set}
          className={css['field'] ?? ''}
        >
          <Input className={field['input'] ?? ''} placeholder={t('find.placeholder')} maxLength={400} />
        </SearchField>
        <IconButton label={t('find.close')} onPress={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      {first && <Chips answer={first} text={text} onText={finding.set} />}
      <div role="status" className={css['status']}>
        {found.isError && !isEmpty ? say(found.error) : count > 0 ? t('find.count', { n: count }) : ''}
      </div>
      {isEmpty && <Tips onAdd={(tip) => focusField(pane.current, tip)} />}
      {isNothing && (
        <EmptyState icon={<SearchX size={22} aria-hidden />} title={t('find.none')} text={t('find.none.text')} />
      )}
      {first && count > 0 && (
        <Results
          pages={found.data?.pages ?? []}
          view={view}
          current={current}
          hasMore={found.hasNextPage}
          onMore={() => void found.fetchNextPage()}
        />
      )}
    </div>
  )
}

const countOf = ({ messages, tickets, contacts }: SearchAnswer): number =>
  (messages?.rows.length ?? 0) + (tickets?.rows.length ?? 0) + (contacts?.rows.length ?? 0)

function focusField(pane: HTMLElement | null, text: string): void {
  finding.set(text)
  pane?.querySelector('input')?.focus()
}

/** Arrows go from the field through the results and back; Escape closes. */
function useKeys(pane: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const element = pane.current
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
      else if (element && step(element, event.key)) event.preventDefault()
    }
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  }, [pane, onClose])
}

function step(pane: HTMLElement, key: string): boolean {
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  const stops = [...pane.querySelectorAll<HTMLElement>('input, [data-result]')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = by === 0 || at < 0 ? undefined : stops[at + by]
  next?.focus()
  return next !== undefined
}
