import { Link, useRouterState } from '@tanstack/react-router'
import { Contact, Inbox, Keyboard, Search, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Tooltip } from '../../kit/ui/Tooltip.tsx'
import { Logo } from '../app/Logo.tsx'
import { parts } from '../app/parts.ts'
import { useDeskText } from '../app/text.ts'
import { lastView } from '../inbox/views.ts'
import { AvailabilityMenu } from './AvailabilityMenu.tsx'
import { useDesk } from './DeskContext.tsx'
import { Notifications } from './Notifications.tsx'
import type { Sheet } from './Shell.tsx'
import css from './Rail.module.css'

const SETTINGS_RIGHTS = ['people.manage', 'channels.manage', 'settings.manage', 'audit.read'] as const

export function Rail({ onOpen }: { onOpen: (sheet: Sheet) => void }) {
  const t = useDeskText()
  const { me } = useDesk()
  const seesSettings = parts.settings && SETTINGS_RIGHTS.some((right) => me.permissions.includes(right))
  const seesContacts = parts.contacts && me.permissions.includes('contacts.read')
  return (
    <nav className={css['rail']} aria-label={t('rail.main')}>
      <span className={css['logo']}>
        <Logo />
      </span>
      <Place to={`/inbox/${lastView()}`} under="/inbox" label={t('rail.inbox')} shortcut="g i">
        <Inbox size={20} aria-hidden />
      </Place>
      {seesContacts && (
        <Place to="/contacts" under="/contacts" label={t('rail.contacts')} shortcut="g c">
          <Contact size={20} aria-hidden />
        </Place>
      )}
      {seesSettings && (
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
      <AvailabilityMenu onOpen={onOpen} />
    </nav>
  )
}

type PlaceProps = { to: string; under: string; label: string; shortcut: string; children: ReactNode }

function Place({ to, under, label, shortcut, children }: PlaceProps) {
  const isHere = useRouterState({ select: ({ location }) => location.pathname.startsWith(under) })
  return (
    <Tooltip text={label} shortcut={shortcut} placement="right">
      <Link to={to} className={css['place']} aria-label={label} aria-current={isHere ? 'page' : undefined}>
        {children}
        <span className={css['word']}>{label}</span>
      </Link>
    </Tooltip>
  )
}
