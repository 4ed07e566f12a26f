import { ArrowLeft } from 'lucide-react'
import { memo } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useDeskText } from '../app/text.ts'
import { useCommands } from '../shell/commands.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { SlaBadge } from '../ticket/sla/SlaBadge.tsx'
import { useTicket } from '../ticket/useTicket.ts'
import type { Filter, Mode } from './items.ts'
import { Subject } from './Subject.tsx'
import { Tools } from './Tools.tsx'
import css from './Header.module.css'

type HeaderProps = {
  snapshot: ConversationSnapshot
  /** They come a frame after the messages. */
  hasTools: boolean
  mode: Mode
  onMode: (mode: Mode) => void
  filter: Filter
  onFilter: (filter: Filter) => void
  onBack: () => void
  onContext: () => void
}

export const Header = memo(function Header({
  snapshot,
  hasTools,
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
        {hasTools && (
          <Tools
            snapshot={snapshot}
            mode={mode}
            onMode={onMode}
            filter={filter}
            onFilter={onFilter}
            onContext={onContext}
            onTake={mayTry && ticket.assigneeId === null ? () => void take() : undefined}
          />
        )}
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
