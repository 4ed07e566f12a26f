import { Link, useRouterState } from '@tanstack/react-router'
import { Contact, FlaskConical, Inbox, Keyboard, Search, Settings, Smile, UsersRound } from 'lucide-react'
import { type ReactNode, Suspense } from 'react'
import { lazyPart } from '../../kit/lazy-part.ts'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Tooltip } from '../../kit/ui/Tooltip.tsx'
import { Logo } from '../app/Logo.tsx'
import { useDeskText } from '../app/text.ts'
import { lastView } from '../inbox/views.ts'
import { AvailabilityMenu } from './AvailabilityMenu.tsx'
import { useMay } from './DeskContext.tsx'
import { Notifications } from './Notifications.tsx'
import type { Sheet } from './Shell.tsx'
import { usePlaces } from './usePlaces.ts'
import css from './Rail.module.css'

const WorkMenu = lazyPart(() => import('../routing/WorkMenu.tsx'))

export function Rail({ onOpen }: { onOpen: (sheet: Sheet) => void }) {
  const t = useDeskText()
  const sees = usePlaces()
  const isAssignable = useMay('assignable')
  return (
    <nav className={css['rail']} aria-label={t('rail.main')}>
      <span className={css['logo']}>
        <Logo />
      </span>
      {sees.inbox && (
        <Place to={`/inbox/${lastView()}`} under="/inbox" label={t('rail.inbox')} shortcut="g i">
          <Inbox size={20} aria-hidden />
        </Place>
      )}
      {sees.contacts && (
        <Place to="/contacts" under="/contacts" label={t('rail.contacts')} shortcut="g c">
          <Contact size={20} aria-hidden />
        </Place>
      )}
      {sees.inbox && (
        <Place to="/satisfaction" under="/satisfaction" label={t('rail.satisfaction')} shortcut="g f">
          <Smile size={20} aria-hidden />
        </Place>
      )}
      {sees.team && (
        <Place to="/team" under="/team" label={t('rail.team')} shortcut="g t">
          <UsersRound size={20} aria-hidden />
        </Place>
      )}
      {sees.whatIf && (
        <Place to="/what-if" under="/what-if" label={t('rail.whatIf')}>
          <FlaskConical size={20} aria-hidden />
        </Place>
      )}
      {sees.settings && (
        <Place to="/settings" under="/settings" label={t('rail.settings')} shortcut="g s">
          <Settings size={20} aria-hidden />
        </Place>
      )}
      <span className={css['space']} />
      <IconButton
        label={t('rail.palette')}
        shortcut="Mod+K"
        placement="right"
        className={`${css['tool']} ${css['wide']}`}
        onPress={() => onOpen('palette')}
      >
        <Search size={19} aria-hidden />
      </IconButton>
      <IconButton
        label={t('rail.shortcuts')}
        shortcut="?"
        placement="right"
        className={`${css['tool']} ${css['wide']}`}
        onPress={() => onOpen('shortcuts')}
      >
        <Keyboard size={19} aria-hidden />
      </IconButton>
      <Notifications className={css['tool']} />
      {isAssignable ? (
        <Suspense fallback={<AvailabilityMenu onOpen={onOpen} />}>
          <WorkMenu onOpen={onOpen} />
        </Suspense>
      ) : (
        <AvailabilityMenu onOpen={onOpen} />
      )}
    </nav>
  )
}

type PlaceProps = { to: string; under: string; label: string; shortcut?: string; children: ReactNode }

function Place({ to, under, label, shortcut, children }: PlaceProps) {
  const isHere = useRouterState({ select: ({ location }) => location.pathname.startsWith(under) })
  return (
    <Tooltip text={label} {...(shortcut !== undefined && { shortcut })} placement="right">
      <Link to={to} className={css['place']} aria-label={label} aria-current={isHere ? 'page' : undefined}>
        {children}
        <span className={css['word']}>{label}</span>
      </Link>
    </Tooltip>
  )
}
