import { ChevronDown, ChevronRight, MoreHorizontal } from 'lucide-react'
import { memo } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { type AgentStatusView, families, type WorkView } from '../../../server/routing/contract.ts'
import { useLocale, useRefusalText } from '../../kit/i18n.tsx'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useColleagues } from '../app/queries.ts'
import { useTimes } from '../app/times.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { Held } from './Held.tsx'
import { useSupervisionText } from './text.ts'
import css from './Supervision.module.css'

type RowProps = {
  work: WorkView
  name: string
  photo: string | null
  isHere: boolean
  statuses: readonly AgentStatusView[]
  isOpen: boolean
  onOpen(userId: number, isOpen: boolean): void
}

/** One agent: what he is doing, since when, and how much he holds; opened, which conversations. */
export const AgentRow = memo(function AgentRow({ work, name, photo, isHere, statuses, isOpen, onOpen }: RowProps) {
  const t = useSupervisionText()
  const times = useTimes()
  const locale = useLocale()
  const status = statuses.find(({ id }) => id === work.statusId)
  const statusName = (each: AgentStatusView | undefined) => each?.names[locale] ?? each?.names['en'] ?? ''
  const presence = !isHere ? 'offline' : status?.messaging === 'online' ? 'online' : 'away'
  return (
    <div className={css['agent']}>
      <div className={css['line']}>
        <AriaButton
          className={css['open'] ?? ''}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'work.hide' : 'work.show', { name })}
          onPress={() => onOpen(work.userId, !isOpen)}
        >
          {isOpen ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
        </AriaButton>
        <Avatar name={name} photo={photo} size={30} presence={presence} />
        <span className={css['who']}>
          <b>{name}</b>
          <span>
            {statusName(status)}
            <Because work={work} />
          </span>
        </span>
        <span className={css['since']} title={times.full(work.since)}>
          {times.span(Math.max(0, times.now - Date.parse(work.since)))}
        </span>
        <span className={css['loads']}>
          {/* While nothing is routed nothing is counted. */}
          {families
            .filter(() => work.isRouted)
            .filter((family) => work.load[family] > 0 || family === 'messaging')
            .map((family) => (
              <span
                key={family}
                className={css['load']}
                data-full={work.load[family] >= work.limit[family]}
                title={t('load.all', { family: t(`family.${family}`), n: work.load[family], of: work.limit[family] })}
              >
                <small>{t(`family.${family}`)}</small> {t('load.of', { n: work.load[family], of: work.limit[family] })}
              </span>
            ))}
        </span>
        <StatusMenu work={work} name={name} statuses={statuses} nameOf={statusName} />
      </div>
      {isOpen && <Held work={work} name={name} />}
    </div>
  )
})

/** Why the status is what it is, where he did not choose it himself. */
function Because({ work }: { work: WorkView }) {
  const t = useSupervisionText()
  const lead = useColleagues().find(({ id }) => id === work.forcedBy)?.name ?? ''
  const said =
    work.cause === 'forced'
      ? t('cause.forced', { name: lead })
      : work.cause === 'missed'
        ? t('cause.missed', { n: work.missed })
        : work.cause === 'lost' || work.cause === 'idle' || work.cause === 'signed_out'
          ? t(`cause.${work.cause}`)
          : null
  const writes = Object.keys(work.wrapUp).length > 0 ? t('wrapUp') : null
  const words = [said, writes].filter((each) => each !== null)
  return words.length === 0 ? null : <> · {words.join(' · ')}</>
}

type MenuProps = {
  work: WorkView
  name: string
  statuses: readonly AgentStatusView[]
  nameOf: (status: AgentStatusView | undefined) => string
}

function StatusMenu({ work, name, statuses, nameOf }: MenuProps) {
  const t = useSupervisionText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const set = async (statusId: number) => {
    try {
      await desk.do('agent_status.force', { userId: work.userId, statusId })
      toast({ tone: 'ok', text: t('set', { name, status: nameOf(statuses.find(({ id }) => id === statusId)) }) })
    } catch (error) {
      toast({ tone: 'bad', text: t('failed', { reason: say(error) }) })
    }
  }
  return (
    <Menu
      label={t('actions', { name })}
      placement="bottom end"
      onAction={(id) => void set(Number(id))}
      trigger={
        <AriaButton className={css['more'] ?? ''} aria-label={t('actions', { name })}>
          <MoreHorizontal size={18} aria-hidden />
        </AriaButton>
      }
      groups={[
        {
          title: t('setStatus'),
          entries: statuses.map((status) => ({
            id: String(status.id),
            label: nameOf(status),
            isChosen: status.id === work.statusId,
          })),
        },
      ]}
    />
  )
}
