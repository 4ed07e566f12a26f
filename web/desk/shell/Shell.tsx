import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { Suspense, useEffect, useMemo, useState } from 'react'
import type { Me } from '../../../server/identity/contract.ts'
import { lazyPart } from '../../kit/lazy-part.ts'
import { applyDensity, applyTheme } from '../../kit/theme.ts'
import { speak } from '../app/locale.ts'
import { meQuery } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { ConnectionStrip } from './ConnectionStrip.tsx'
import { useCommands } from './commands.ts'
import { DeskProvider } from './DeskContext.tsx'
import { useKeyboard } from './keyboard.ts'
import { MailStrip } from './MailStrip.tsx'
import { Rail } from './Rail.tsx'
import { useActivity } from './useActivity.ts'
import { useAlerts } from './useAlerts.ts'
import { useGlobalCommands } from './useGlobalCommands.ts'
import { useLiveDesk } from './useLiveDesk.ts'
import css from './Shell.module.css'

const Offers = lazyPart(() => import('../routing/Offers.tsx'))
const StatusStrip = lazyPart(() => import('../routing/StatusStrip.tsx'))
const Palette = lazyPart(() => import('./Palette.tsx'))
const Shortcuts = lazyPart(() => import('./Shortcuts.tsx'))
const Preferences = lazyPart(() => import('../account/Preferences.tsx'))
export type Sheet = 'palette' | 'shortcuts' | 'preferences' | null

export function Shell() {
  const { data: me } = useQuery(meQuery)
  return me ? <SignedIn key={me.id} me={me} /> : null
}

function SignedIn({ me }: { me: Me }) {
  const desk = useLiveDesk(me)
  useEffect(() => {
    applyTheme(me.theme)
    applyDensity(me.preferences.density ?? 'comfortable')
    void speak(me.locale)
  }, [me])
  const here = useMemo(() => desk && { desk, me }, [desk, me])
  if (!here) return null
  return (
    <DeskProvider value={here}>
      <Frame me={me} />
    </DeskProvider>
  )
}

function Frame({ me }: { me: Me }) {
  const t = useDeskText()
  const [sheet, setSheet] = useState<Sheet>(null)
  const close = () => setSheet(null)
  const isAssignable = me.permissions.includes('assignable')
  // While one is being fetched, what is typed is meant for it.
  useKeyboard((me.preferences.singleKeys ?? true) && sheet === null)
  useAlerts()
  useGlobalCommands()
  useActivity()
  useCommands({
    palette: () => setSheet('palette'),
    shortcuts: () => setSheet('shortcuts'),
    preferences: () => setSheet('preferences'),
  })
  return (
    <div className={css['shell']}>
      <a className={css['skip']} href="#main">
        {t('skip')}
      </a>
      <Rail onOpen={setSheet} />
      <div className={css['stage']}>
        <ConnectionStrip />
        <MailStrip />
        {isAssignable && (
          <Suspense fallback={null}>
            <StatusStrip />
            <Offers />
          </Suspense>
        )}
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </div>
      <Suspense fallback={null}>
        {sheet === 'palette' && <Palette onClose={close} />}
        {sheet === 'shortcuts' && <Shortcuts onClose={close} />}
        {sheet === 'preferences' && <Preferences onClose={close} />}
      </Suspense>
    </div>
  )
}
