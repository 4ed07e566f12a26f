import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import type { ListKey } from '../../../server/tickets/contract.ts'
import { Menu } from '../../kit/ui/Menu.tsx'
import { useDeskText } from '../app/text.ts'
import { useStore } from '../live/store.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { useViews } from '../app/queries.ts'
import { seesHidden } from './hidden/sees-hidden.ts'
import { useCountText, useViewName, views } from './views.ts'
import css from './ViewBar.module.css'

const first = ['unassigned', 'mine', 'all'] as const

/** Where views are made and changed. */
const KEEP = 'views'
/** What is deleted or spam. */
const HIDDEN = 'hidden'

/**
 * The views most looked at as pills, in one line; the others behind "More", which shows the one that is open: the standard
 * ones, then those of the account's own.
 */
export function ViewBar({ view }: { view: ListKey }) {
  const t = useDeskText()
  const { desk } = useDesk()
  const counts = useStore(desk.counts)
  const navigate = useNavigate()
  const mayDelete = useMay('conversations.delete')
  const isOther = !first.some((each) => each === view)
  // The name of the open one needs the room of the last pill.
  const pills = isOther ? first.slice(0, 2) : first
  const nameOf = useViewName()
  const countText = useCountText()
  const own = useViews()
  const entry = (each: ListKey) => ({
    id: each,
    label: t('views.entry', { view: nameOf(each), n: countText(counts?.[each] ?? 0) }),
    isChosen: each === view,
  })
  const others = views.filter((each) => !pills.some((pill) => pill === each))
  return (
    <nav className={css['bar']} aria-label={t('views.label')}>
      {pills.map((each) => (
        <Link
          key={each}
          to="/inbox/$view"
          params={{ view: each }}
          className={css['pill']}
          aria-current={each === view ? 'page' : undefined}
        >
          {t(`view.${each}.short`)}
          {each !== 'all' && (counts?.[each] ?? 0) > 0 && <span className={css['count']}>{counts?.[each]}</span>}
        </Link>
      ))}
      <Menu
        label={t('views.more')}
        placement="bottom end"
        onAction={(id) => {
          if (id === HIDDEN) seesHidden.set(true)
          else void navigate({ to: id === KEEP ? `/settings/${KEEP}` : `/inbox/${id}` })
        }}
        trigger={
          <Button className={`${css['pill']} ${css['more']}`} aria-current={isOther ? 'page' : undefined}>
            <span className={css['name']}>{isOther ? nameOf(view) : t('views.more')}</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
        groups={[
          { entries: others.map(entry) },
          ...(own.length === 0 ? [] : [{ title: t('views.own'), entries: own.map(({ id }) => entry(`v${id}`)) }]),
          {
            entries: [
              { id: KEEP, label: t('views.keep') },
              ...(mayDelete ? [{ id: HIDDEN, label: t('hidden.menu') }] : []),
            ],
          },
        ]}
      />
    </nav>
  )
}
