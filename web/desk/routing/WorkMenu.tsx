import { LogOut, Settings2 } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { type AgentStatusView, families, type WorkView } from '../../../server/routing/contract.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useColleagues } from '../app/queries.ts'
import { useSaid } from '../app/said.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import rail from '../shell/Rail.module.css'
import type { Sheet } from '../shell/Shell.tsx'
import { useSignOut } from '../shell/useGlobalCommands.ts'
import { useWorkText, type WorkText } from './text.ts'
import { useStatus } from './useStatus.ts'
import { minutesAndSeconds, useWrapUp } from './useWrapUp.ts'
import css from './WorkMenu.module.css'

/** Who I am, what I do and since when, how much I hold: one click to change. */
export default function WorkMenu({ onOpen }: { onOpen: (sheet: Sheet) => void }) {
  const w = useWorkText()
  const t = useDeskText()
  const said = useSaid()
  const { desk, me } = useDesk()
  const mine = useStore(desk.counts)?.mine ?? 0
  const { work, status, statuses, choose } = useStatus()
  const signOut = useSignOut()
  const act = (id: string) => {
    if (id === 'preferences') onOpen('preferences')
    else if (id === 'signOut') signOut()
    else choose(Number(id))
  }
  const isRouted = work?.isRouted === true
  const { messaging: n = 0 } = work?.load ?? {}
  const { messaging: limit = 0 } = work?.limit ?? {}
  const load = isRouted ? w('load.messaging', { n, limit }) : w('load.none', { n: mine })
  const name = status ? said(status.names) : t(`availability.${me.availability}`)
  return (
    <Menu
      label={w('menu')}
      placement="right bottom"
      onAction={act}
      trigger={
        <Button className={rail['me'] ?? ''} aria-label={w('label', { name: me.name, status: name, load })}>
          <Avatar name={me.name} photo={me.photo} presence={status ? dotOf(status) : me.availability} />
          <span className={rail['load']} data-full={isRouted && n >= limit} aria-hidden>
            {isRouted ? `${n}/${limit}` : mine}
          </span>
        </Button>
      }
      about={work && status && <About work={work} status={status} name={name} />}
      groups={[
        {
          entries: statuses.map((one) => ({
            id: String(one.id),
            label: said(one.names),
            description: textOf(one, w),
            icon: <span className={rail['dot']} data-availability={dotOf(one)} />,
            isChosen: one.id === work?.statusId,
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

function About({ work, status, name }: { work: WorkView; status: AgentStatusView; name: string }) {
  const w = useWorkText()
  const t = useDeskText()
  const times = useTimes()
  const { desk, me } = useDesk()
  const colleagues = useColleagues()
  const left = useWrapUp(work)
  const forcedBy = colleagues.find(({ id }) => id === work.forcedBy)?.name ?? t('someone')
  return (
    <div className={css['about']}>
      <p className={css['name']}>{me.name}</p>
      <p className={css['now']}>
        {name} {w('since', { time: times.span(Math.max(0, desk.now() - Date.parse(work.since))) })}
        {status.isBreak && <Tag tone="warn">{w('break')}</Tag>}
      </p>
      {work.cause === 'forced' && <p className={css['now']}>{w('cause.forced', { name: forcedBy })}</p>}
      {left > 0 && <p className={css['now']}>{w('wrapUp', { time: minutesAndSeconds(left) })}</p>}
      {work.isRouted && (
        <dl className={css['loads']}>
          {families
            .filter((family) => work.limit[family] > 0)
            .map((family) => (
              <div key={family}>
                <dt>{w(`family.${family}`)}</dt>
                <dd>
                  <span className={css['bar']} data-full={work.load[family] >= work.limit[family]} aria-hidden>
                    <i style={{ width: `${Math.min(100, (100 * work.load[family]) / work.limit[family])}%` }} />
                  </span>
                  {w('load', { n: work.load[family], limit: work.limit[family] })}
                </dd>
              </div>
            ))}
        </dl>
      )}
    </div>
  )
}

/** As everybody's screens show it: whether new chats come. */
const dotOf = ({ messaging }: AgentStatusView): 'online' | 'away' | 'offline' =>
  messaging === 'online' || messaging === 'offline' ? messaging : 'away'

const textOf = ({ key, email, messaging, call, isBreak }: AgentStatusView, w: WorkText): string =>
  key === null
    ? [
        ...(isBreak ? [w('break')] : []),
        w('status.own.text', {
          email: w(`level.${email}`),
          messaging: w(`level.${messaging}`),
          call: w(`level.${call}`),
        }),
      ].join(' · ')
    : w(`status.${key}.text`)
