import { ArrowLeft, Eye, ListFilter, PanelRight } from 'lucide-react'
import { memo } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useDeskText } from '../app/text.ts'
import { useCommands } from '../shell/commands.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { SlaBadge } from '../ticket/sla/SlaBadge.tsx'
import { SnoozeMenu } from '../ticket/SnoozeMenu.tsx'
import { useTicket } from '../ticket/useTicket.ts'
import type { Filter, Mode } from './items.ts'
import { More } from './More.tsx'
import { Subject } from './Subject.tsx'
import css from './Header.module.css'

type HeaderProps = {
  snapshot: ConversationSnapshot
  mode: Mode
  onMode: (mode: Mode) => void
  filter: Filter
  onFilter: (filter: Filter) => void
  onBack: () => void
  onContext: () => void
}
const filters = ['all', 'public', 'note'] as const satisfies readonly Filter[]

export const Header = memo(function Header({
  snapshot,
  mode,
  onMode,
  filter,
  onFilter,
  onBack,
  onContext,
}: HeaderProps) {
  const t = useDeskText()
  const { ticket, conversation, may } = snapshot
  const { take } = useTicket(snapshot)
  const { me } = useDesk()
  const mayTry =
    useMay('assignable') && may.solve && ticket !== null && ticket.assigneeId !== me.id && ticket.status !== 'closed'
  const other = mode === 'conversation' ? 'history' : 'conversation'
  useCommands({ history: () => onMode(other), take: mayTry && (() => void take()) }, conversation.id)
  return (
    <header className={css['head']}>
      <IconButton label={t('conversation.back')} onPress={onBack} className={css['back']}>
        <ArrowLeft size={18} aria-hidden />
      </IconButton>
      <div className={css['about']}>
        <Subject snapshot={snapshot} />
        {ticket && <Tag title={t('ticket.number')}>#{ticket.id}</Tag>}
        <SlaBadge snapshot={snapshot} />
        <SessionTag snapshot={snapshot} />
        <span className={css['style']}>
          <Tag title={t('style.label')}>
            {conversation.style.kind === 'custom' ? conversation.style.name : t(`style.${conversation.style.kind}`)}
          </Tag>
        </span>
      </div>
      <div className={css['tools']}>
        <Viewers snapshot={snapshot} />
        {mayTry && ticket?.assigneeId === null && (
          <Button size="s" onPress={() => void take()}>
            {t('take')}
          </Button>
        )}
        <div className={css['modes']}>
          <Segments
            label={t('mode.label')}
            value={mode}
            onChange={onMode}
            items={[
              { id: 'conversation', label: t('mode.conversation') },
              { id: 'history', label: t('mode.history') },
            ]}
          />
        </div>
        <Menu
          label={t('filter.label')}
          placement="bottom end"
          onAction={(id) => onFilter(filters.find((one) => one === id) ?? 'all')}
          trigger={
            <AriaButton
              className={css['filter'] ?? ''}
              data-active={filter !== 'all'}
              aria-label={t('filter.shown', { what: t(`filter.${filter}`) })}
            >
              <ListFilter size={16} aria-hidden />
              {filter !== 'all' && t(`filter.${filter}`)}
            </AriaButton>
          }
          groups={[
            {
              title: t('filter.label'),
              entries: filters.map((id) => ({ id, label: t(`filter.${id}`), isChosen: id === filter })),
            },
          ]}
        />
        {ticket && may.solve && <SnoozeMenu snapshot={snapshot} ticket={ticket} />}
        <More snapshot={snapshot} mode={mode} onMode={onMode} />
        <IconButton label={t('context.show')} placement="bottom" onPress={onContext} className={css['panel']}>
          <PanelRight size={18} aria-hidden />
        </IconButton>
      </div>
    </header>
  )
})

function SessionTag({ snapshot: { conversation } }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const { session, state } = conversation
  if (state === 'closed') return <Tag>{t('session.closed')}</Tag>
  if (session.state === 'ended')
    return <Tag tone="warn">{t('session.ended', { reason: session.endReason ?? 'rule' })}</Tag>
  return session.state === 'inactive' ? <Tag>{t('session.inactive')}</Tag> : null
}

/** Others who have it open: two answers may collide. */
function Viewers({ snapshot }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const { me } = useDesk()
  const others = snapshot.viewers.filter(({ id }) => id !== me.id)
  const [first] = others
  if (!first) return null
  const composing = others.find((viewer) => viewer.composing)
  return (
    <Tag tone={composing ? 'warn' : 'plain'} title={others.map(({ name }) => name).join(', ')}>
      <Eye size={12} aria-hidden />
      {composing
        ? t('viewers.composing', { name: firstName(composing) })
        : t('viewers', { name: firstName(first), n: others.length - 1 })}
    </Tag>
  )
}

/** The whole names are in the title: here there is little room. */
const firstName = ({ name }: { name: string }): string => name.split(' ')[0] ?? name
