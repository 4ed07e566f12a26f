import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import type { ViewKey } from '../../../server/tickets/contract.ts'
import { Menu } from '../../kit/ui/Menu.tsx'
import { useDeskText } from '../app/text.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { views } from './views.ts'
import css from './ViewBar.module.css'

const first: readonly ViewKey[] = ['unassigned', 'mine', 'all']

/** The views most looked at as pills, in one line; the others behind "More", which shows the one that is open. */
export function ViewBar({ view }: { view: ViewKey }) {
  const t = useDeskText()
  const { desk } = useDesk()
  const counts = useStore(desk.counts)
  const navigate = useNavigate()
  const isOther = !first.includes(view)
  // The name of the open one needs the room of the last pill.
  const pills = isOther ? first.slice(0, 2) : first
  const others = views.filter((each) => !pills.includes(each))
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
        onAction={(id) => void navigate({ to: `/inbox/${id}` })}
        trigger={
          <Button className={`${css['pill']} ${css['more']}`} aria-current={isOther ? 'page' : undefined}>
            <span className={css['name']}>{isOther ? t(`view.${view}`) : t('views.more')}</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
        groups={[
          {
            entries: others.map((each) => ({
              id: each,
              label: t('views.entry', { view: t(`view.${each}`), n: counts?.[each] ?? 0 }),
              isChosen: each === view,
            })),
          },
        ]}
      />
    </nav>
  )
}
