import { useNavigate } from '@tanstack/react-router'
import { useRefusalText } from '../../kit/i18n.tsx'
import { api } from '../../kit/http.ts'
import { toast } from '../../kit/ui/toast.ts'
import { refresh } from '../app/queries.ts'
import type { Availability } from '../../../server/identity/contract.ts'
import { lastView } from '../inbox/views.ts'
import { useCommands } from './commands.ts'
import { useDesk } from './DeskContext.tsx'
import { usePlaces } from './usePlaces.ts'

export function useGlobalCommands(): void {
  const navigate = useNavigate()
  const sees = usePlaces()
  const setAvailability = useAvailability()
  const signOut = useSignOut()
  useCommands({
    goInbox: sees.inbox && (() => void navigate({ to: '/inbox/$view', params: { view: lastView() } })),
    goTeam: sees.team && (() => void navigate({ to: '/team' })),
    goContacts: sees.contacts && (() => void navigate({ to: '/contacts' })),
    goSatisfaction: sees.inbox && (() => void navigate({ to: '/satisfaction' })),
    goSettings: sees.settings && (() => void navigate({ to: '/settings' })),
    online: () => setAvailability('online'),
    away: () => setAvailability('away'),
    offline: () => setAvailability('offline'),
    signOut,
  })
}

export function useAvailability(): (availability: Availability) => void {
  const { desk } = useDesk()
  const say = useRefusalText()
  return (availability) => {
    desk.do('availability.set', { availability }).then(
      () => refresh('me', 'directory'),
      (error: unknown) => toast({ text: say(error), tone: 'bad' }),
    )
  }
}

/** Loads the page anew: what was read, searched and held here is gone with the person. */
export function useSignOut(): () => void {
  const say = useRefusalText()
  return () => {
    api.post('/sign-out').then(
      () => location.assign('/sign-in'),
      (error: unknown) => toast({ text: say(error), tone: 'bad' }),
    )
  }
}
