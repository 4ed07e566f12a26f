import { SearchX } from 'lucide-react'
import { memo, Suspense, useCallback, useEffect, useState } from 'react'
import { useRefusalText } from '../../kit/i18n.tsx'
import { lazyPart } from '../../kit/lazy-part.ts'
import { usePainted } from '../../kit/painted.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { useDeskText } from '../app/text.ts'
import { Composer } from '../composer/Composer.tsx'
import { parts } from '../app/parts.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { Header } from './Header.tsx'
import type { Filter, Mode } from './items.ts'
import { NewerDialog } from './NewerDialog.tsx'
import { Thread } from './Thread.tsx'
import { TypingLine } from './TypingLine.tsx'
import { useReadMark } from './useReadMark.ts'
import { isVisible } from './visible.ts'
import css from './Pane.module.css'

const Context = lazyPart(parts.context)

type PaneProps = {
  id: number
  isCurrent: boolean
  onBack: () => void
  seesContext: boolean
  onContext: (sees: boolean) => void
}

export const Pane = memo(function Pane({ id, isCurrent, onBack, seesContext, onContext }: PaneProps) {
  const t = useDeskText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const { held, failure, typing, isLoadingEarlier } = useStore(desk.conversations.of(id))
  const [mode, setMode] = useState<Mode>('conversation')
  const [filter, setFilter] = useState<Filter>('all')
  const [isAtEnd, setAtEnd] = useState(true)
  useEffect(() => desk.conversations.open(id), [desk, id])
  // Fetched beside the snapshot, not after it.
  useEffect(() => void parts.context(), [])
  const isHeld = held !== null
  const seesPage = useStore(isVisible)
  useEffect(() => {
    // Nothing of a contact is told while its conversation is hidden, nor of a draft written on another device.
    if (isHeld && isCurrent && seesPage) void desk.conversations.refresh(id)
  }, [desk, id, isHeld, isCurrent, seesPage])
  const showContext = useCallback(() => onContext(true), [onContext])
  const hideContext = useCallback(() => onContext(false), [onContext])
  // The messages first; what can be done with them, and who wrote them, once they are painted.
  const isSettled = usePainted()
  const newAfter = useReadMark(held?.snapshot ?? null, { isCurrent, isAtEnd })

  if (!held)
    return failure ? (
      <EmptyState icon={<SearchX size={22} aria-hidden />} title={t('conversation.closedTo')} text={say(failure)}>
        <Button onPress={onBack}>{t('conversation.back')}</Button>
      </EmptyState>
    ) : (
      <div className={css['loading']}>
        <Skeleton lines={6} label={t('loading')} />
      </div>
    )

  const { snapshot } = held
  return (
    <div className={css['pane']} data-context={seesContext}>
      <section
        className={css['thread']}
        aria-label={t('conversation.label', { subject: snapshot.ticket?.subject ?? '' })}
      >
        <Header
          snapshot={snapshot}
          hasTools={isSettled}
          mode={mode}
          onMode={setMode}
          filter={filter}
          onFilter={setFilter}
          onBack={onBack}
          onContext={showContext}
        />
        <Thread
          snapshot={snapshot}
          mode={mode}
          filter={filter}
          newAfter={newAfter}
          isLoadingEarlier={isLoadingEarlier}
          isCurrent={isCurrent}
          onAtEnd={setAtEnd}
        />
        <TypingLine typing={typing} contact={snapshot.contact} viewers={snapshot.viewers} />
        <Composer snapshot={snapshot} hasTools={isSettled} isAtEnd={isAtEnd} />
        {isCurrent && <NewerDialog snapshot={snapshot} />}
      </section>
      {isSettled ? (
        <Suspense fallback={<aside className={css['soon']} />}>
          <Context snapshot={snapshot} onBack={hideContext} />
        </Suspense>
      ) : (
        <aside className={css['soon']} />
      )}
    </div>
  )
})
