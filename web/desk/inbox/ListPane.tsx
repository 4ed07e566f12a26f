import { CheckCheck, Inbox as InboxIcon, Search } from 'lucide-react'
import { Suspense, useCallback, useEffect, useRef } from 'react'
import type { ListKey } from '../../../server/tickets/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { lazyPart } from '../../kit/lazy-part.ts'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { useDeskText } from '../app/text.ts'
import { bulk, findBulk } from '../live/bulk.ts'
import { useStore } from '../live/store.ts'
import { Find } from '../search/Find.tsx'
import { finding } from '../search/finding.ts'
import { useCommands } from '../shell/commands.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { useOpenConversation } from './current.ts'
import { LiveList } from './LiveList.tsx'
import { seesHidden } from './hidden/sees-hidden.ts'
import { clearSelection, selection, toggleSelected } from './selection.ts'
import { ViewBar } from './ViewBar.tsx'
import { useCountText, useViewName } from './views.ts'
import css from './ListPane.module.css'

const BulkBar = lazyPart(() => import('./bulk/BulkBar.tsx'))
const HiddenDialog = lazyPart(() => import('./hidden/HiddenDialog.tsx'))
const BulkProgress = lazyPart(() => import('./bulk/BulkProgress.tsx'))

export function ListPane({ view, current }: { view: ListKey; current: number | null }) {
  const t = useDeskText()
  const { desk } = useDesk()
  const nameOf = useViewName()
  const countText = useCountText()
  const list = useStore(desk.inbox.of(view))
  const count = useStore(desk.counts)?.[view]
  const text = useStore(finding)
  const button = useRef<HTMLButtonElement>(null)
  const chosen = useStore(selection)
  const running = useStore(bulk)
  const hidden = useStore(seesHidden)
  const mayDelete = useMay('conversations.delete')
  const maySelect = useMay('conversations.reply')
  useEffect(() => desk.inbox.show(view), [desk, view])
  useEffect(() => clearSelection, [view])
  useEffect(() => {
    if (maySelect) void findBulk()
  }, [maySelect])

  const open = useOpenConversation(view)
  const more = useCallback(() => void desk.inbox.more(view), [desk, view])
  const prefetch = useCallback((id: number) => void desk.conversations.prefetch(id), [desk])
  const step = (by: 1 | -1) => {
    const at = list.rows.findIndex((row) => row.conversationId === current)
    const next = list.rows[at < 0 ? 0 : at + by]
    if (next) open(next.conversationId)
  }
  const select = () => {
    const focused = document.activeElement?.closest('[data-conversation]')
    const id = focused instanceof HTMLElement ? Number(focused.dataset['conversation']) : current
    if (id !== null) toggleSelected(id)
  }
  useCommands({
    hidden: mayDelete && (() => seesHidden.set(true)),
    select: maySelect && select,
    clearSelection: chosen.size > 0 && clearSelection,
    find: () => finding.set(finding.get() ?? ''),
    next: () => step(1),
    previous: () => step(-1),
  })

  return (
    <section className={css['pane']} aria-label={t('list.label')}>
      {hidden && (
        <Suspense fallback={null}>
          <HiddenDialog />
        </Suspense>
      )}
      {text !== null ? (
        <Find
          text={text}
          view={view}
          current={current}
          onClose={() => {
            finding.set(null)
            requestAnimationFrame(() => button.current?.focus())
          }}
        />
      ) : (
        <>
          <header className={css['head']}>
            <h1>{nameOf(view)}</h1>
            {count !== undefined && <span className={css['count']}>{countText(count)}</span>}
            <IconButton
              ref={button}
              label={t('find.label')}
              shortcut="/"
              onPress={() => finding.set('')}
              className={css['find']}
            >
              <Search size={18} aria-hidden />
            </IconButton>
          </header>
          {chosen.size === 0 ? (
            <ViewBar view={view} />
          ) : (
            <Suspense fallback={<ViewBar view={view} />}>
              <BulkBar ids={list.rows.map((row) => row.conversationId)} selected={chosen} />
            </Suspense>
          )}
          {!list.isReady && (
            <div className={css['loading']}>
              <Skeleton lines={8} label={t('loading')} />
            </div>
          )}
          {list.isReady && list.rows.length === 0 && <NothingHere view={view} failure={list.failure} />}
          {list.rows.length > 0 && (
            <LiveList
              key={view}
              rows={list.rows}
              current={current}
              view={view}
              hasMore={list.hasMore}
              onMore={more}
              onHover={prefetch}
            />
          )}
          {running && (
            <Suspense fallback={null}>
              <BulkProgress view={running} />
            </Suspense>
          )}
        </>
      )}
    </section>
  )
}

function NothingHere({ view, failure }: { view: ListKey; failure: unknown }) {
  const t = useDeskText()
  const say = useRefusalText()
  if (failure)
    return <EmptyState icon={<InboxIcon size={22} aria-hidden />} title={t('views.failed')} text={say(failure)} />
  const isDone = view === 'unassigned' || view === 'mine'
  const Icon = isDone ? CheckCheck : InboxIcon
  return (
    <EmptyState
      icon={<Icon size={22} aria-hidden />}
      title={t(view === 'unassigned' ? 'list.empty.unassigned' : view === 'mine' ? 'list.empty.mine' : 'list.empty')}
      text={t(view === 'mine' ? 'list.empty.mine.text' : view === 'bot' ? 'list.empty.bot.text' : 'list.empty.text')}
    />
  )
}
