import { Link, useParams } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { lazyPart } from '../../kit/lazy-part.ts'
import { buttonClass } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Kbd } from '../../kit/ui/Kbd.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { useDeskText } from '../app/text.ts'
import { useTitle } from '../app/title.ts'
import { Panes } from '../conversation/Panes.tsx'
import { OpenTabs } from '../conversation/OpenTabs.tsx'
import { useOpenTabs } from '../conversation/useOpenTabs.ts'
import { commandsGoTo, useCommands } from '../shell/commands.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { usePlaces } from '../shell/usePlaces.ts'
import { useBackToList, useCurrent, useOpenConversation } from './current.ts'
import { ListPane } from './ListPane.tsx'
import { useNeighbours } from './useNeighbours.ts'
import { isCustom, rememberView, useViewName } from './views.ts'
import css from './Inbox.module.css'

const ViewTable = lazyPart(() => import('./custom/ViewTable.tsx'))

export function Inbox() {
  return usePlaces().inbox ? <Places /> : <NotForThisRole />
}

/** List – thread – context. On a narrow screen one after the other. */
function Places() {
  const t = useDeskText()
  const { desk } = useDesk()
  const { view } = useParams({ from: '/desk/inbox/$view' })
  const current = useCurrent()
  const openConversation = useOpenConversation(view)
  const tabs = useOpenTabs(current)
  const neighbours = useNeighbours(view, current)
  const [seesContext, setSeesContext] = useState(false)
  const nameOf = useViewName()
  useTitle(nameOf(view))

  useEffect(() => rememberView(view), [view])
  useEffect(() => {
    desk.view(current)
    commandsGoTo(current)
  }, [desk, current])
  useEffect(
    () => () => {
      desk.view(null)
      commandsGoTo(null)
    },
    [desk],
  )
  useEffect(() => setSeesContext(false), [current])

  const back = useBackToList(view)
  const open = (id: number | null) => (id === null ? back() : openConversation(id))
  const closeTab = (id: number) => {
    const next = tabs.close(id)
    if (id === current) open(next)
  }
  useCommands({ closeTab: current !== null && (() => closeTab(current)) })

  return (
    <main className={css['inbox']} data-stack={current === null ? 'list' : seesContext ? 'context' : 'thread'}>
      <ListPane view={view} current={current} />
      <section className={css['stage']} id="main" tabIndex={-1} aria-label={t('inbox.conversation')}>
        <OpenTabs ids={tabs.ids} current={current} onOpen={open} onClose={closeTab} />
        {current === null && isCustom(view) && (
          <Suspense fallback={<Skeleton lines={8} label={t('loading')} />}>
            <ViewTable view={view} />
          </Suspense>
        )}
        {current === null && !isCustom(view) && (
          <EmptyState
            icon={<MessagesSquare size={22} aria-hidden />}
            title={t('inbox.none')}
            text={t('inbox.none.text')}
          >
            <span className={css['hint']}>
              <Kbd keys="j" /> <Kbd keys="k" /> {t('inbox.none.keys')}
            </span>
          </EmptyState>
        )}
        <Panes
          ids={[...new Set([...tabs.mounted, ...neighbours])]}
          current={current}
          onBack={back}
          seesContext={seesContext}
          onContext={setSeesContext}
        />
      </section>
    </main>
  )
}

/** Who sets things up reads no conversations: the page says so, and leads on. */
function NotForThisRole() {
  const t = useDeskText()
  const sees = usePlaces()
  useTitle(t('rail.inbox'))
  return (
    <main className={css['alone']} id="main" tabIndex={-1}>
      <EmptyState
        icon={<MessagesSquare size={22} aria-hidden />}
        title={t('inbox.noRight')}
        text={t('inbox.noRight.text')}
      >
        {sees.settings && (
          <Link to="/settings" className={buttonClass('primary')}>
            {t('inbox.toSettings')}
          </Link>
        )}
      </EmptyState>
    </main>
  )
}
