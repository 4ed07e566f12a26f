import { LogOut, Settings2 } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import type { Availability } from '../../../server/identity/contract.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { useDeskText } from '../app/text.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from './DeskContext.tsx'
import type { Sheet } from './Shell.tsx'
import { useAvailability, useSignOut } from './useGlobalCommands.ts'
import css from './Rail.module.css'

const states = ['online', 'away', 'offline'] as const satisfies readonly Availability[]

/** Who I am, whether work may come, and how much I hold: one click to change. */
export function AvailabilityMenu({ onOpen }: { onOpen: (sheet: Sheet) => void }) {
  const t = useDeskText()
  const { desk, me } = useDesk()
  const mine = useStore(desk.counts)?.mine ?? 0
  const setAvailability = useAvailability()
  const signOut = useSignOut()
  const act = (id: string) => {
    const state = states.find((one) => one === id)
    if (state) setAvailability(state)
    else if (id === 'preferences') onOpen('preferences')
    else signOut()
  }
  return (
    <Menu
      label={t('me.menu')}
      placement="right bottom"
      onAction={act}
      trigger={
        <Button
          className={css['me'] ?? ''}
          aria-label={t('me.label', { name: me.name, state: t(`availability.${me.availability}`), n: mine })}
        >
          <Avatar name={me.name} photo={me.photo} presence={me.availability} />
          <span className={css['load']} aria-hidden>
            {mine}
          </span>
        </Button>
      }
      groups={[
        {
          title: t('me.title', { name: me.name, n: mine }),
          entries: states.map((state) => ({
            id: state,
            label: t(`availability.${state}`),
            description: t(`availability.${state}.text`),
            icon: <span className={css['dot']} data-availability={state} />,
            isChosen: me.availability === state,
          })),
        },
        {
          entries: [
            { id: 'preferences', label: t('preferences.title'), icon: <Settings2 size={16} aria-hidden /> },
            { id: 'signOut', label: t('signOut'), icon: <LogOut size={16} aria-hidden /> },
          ],
        },
      ]}
    />
  )
}
