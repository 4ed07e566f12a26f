import { Eye, ListFilter, PanelRight } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { SnoozeMenu } from '../ticket/SnoozeMenu.tsx'
import type { Filter, Mode } from './items.ts'
import { More } from './More.tsx'
import css from './Header.module.css'

type ToolsProps = {
  snapshot: ConversationSnapshot
  mode: Mode
  onMode: (mode: Mode) => void
  filter: Filter
  onFilter: (filter: Filter) => void
  onContext: () => void
  /** Left out where there is nothing to take. */
  onTake: (() => void) | undefined
}
const filters = ['all', 'public', 'note'] as const satisfies readonly Filter[]

/** What the head of a conversation offers to do. */
export function Tools({ snapshot, mode, onMode, filter, onFilter, onContext, onTake }: ToolsProps) {
  const t = useDeskText()
  const { ticket, may } = snapshot
  return (
    <>
      <Viewers snapshot={snapshot} />
      {onTake && (
        <Button size="s" onPress={onTake}>
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
    </>
  )
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
