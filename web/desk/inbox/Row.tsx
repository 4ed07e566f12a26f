import { AlarmClock } from 'lucide-react'
import { memo } from 'react'
import type { Colleague } from '../../../server/identity/contract.ts'
import type { InboxRow, ListKey } from '../../../server/tickets/contract.ts'
import { plainText } from '../../kit/markdown.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { Hidden } from '../../kit/ui/Hidden.tsx'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useOwnStatus } from '../app/status-word.ts'
import { type DeskText, useDeskText } from '../app/text.ts'
import { type Times, useTimes } from '../app/times.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { SlaTag } from '../ticket/sla/SlaTag.tsx'
import { addressOf, isPlainPress, useOpenConversation } from './current.ts'
import css from './Row.module.css'

type RowProps = {
  row: InboxRow
  view: ListKey
  top: number
  height: number
  place: number
  /** -1: nobody knows how many there are. */
  count: number
  isCurrent: boolean
  isFocusable: boolean
  /** Null: this person changes no tickets. */
  isSelected: boolean | null
  /** Shift: from the last one chosen to this one. */
  onSelect: (id: number, isRange: boolean) => void
  colleagues: ReadonlyMap<number, Colleague>
  onHover: (id: number) => void
}

export const Row = memo(function Row({
  row,
  view,
  top,
  height,
  place,
  count,
  isCurrent,
  isFocusable,
  isSelected,
  onSelect,
  colleagues,
  onHover,
}: RowProps) {
  const t = useDeskText()
  const times = useTimes()
  const { me } = useDesk()
  const open = useOpenConversation(view)
  const own = useOwnStatus()(row.status, row.statusId)
  const name = nameOf(row.contact, t)
  const assignee = row.assigneeId === null || row.assigneeId === me.id ? undefined : colleagues.get(row.assigneeId)
  return (
    <li
      className={css['item']}
      style={{ transform: `translateY(${top}px)`, height }}
      aria-setsize={count}
      aria-posinset={place}
      data-conversation={row.conversationId}
      data-selected={isSelected === true}
    >
      {isSelected !== null && (
        <input
          type="checkbox"
          className={css['check']}
          aria-label={t('row.select', { name })}
          checked={isSelected}
          tabIndex={isFocusable ? 0 : -1}
          onChange={(event) =>
            onSelect(row.conversationId, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
          }
        />
      )}
      <a
        href={addressOf(view, row.conversationId)}
        onClick={(event) => {
          if (event.shiftKey && isSelected !== null) {
            event.preventDefault()
            return onSelect(row.conversationId, true)
          }
          if (!isPlainPress(event)) return
          event.preventDefault()
          open(row.conversationId)
        }}
        className={css['row']}
        data-unread={row.unread > 0}
        aria-current={isCurrent ? 'true' : undefined}
        tabIndex={isFocusable ? 0 : -1}
        onKeyDown={(event) => moveFocus(event, isSelected === null ? undefined : onSelect)}
        onPointerEnter={() => onHover(row.conversationId)}
      >
        <Avatar
          name={row.contact.name ?? row.contact.email}
          photo={row.contact.photo}
          presence={row.contact.online ? 'online' : undefined}
        />
        <span className={css['words']}>
          <span className={css['top']}>
            <span className={css['name']}>
              {name}
              {row.contact.online && <Hidden> ({t('contact.online')})</Hidden>}
            </span>
            <Moment row={row} times={times} />
          </span>
          <span className={css['bottom']}>
            <span className={css['line']}>{lineOf(row, me.id, t)}</span>
            <span className={css['meta']}>
              {row.priority === 'urgent' && <Tag tone="bad">{t('priority.urgent')}</Tag>}
              {row.snoozedUntil && (
                <span className={css['snoozed']} title={t('row.snoozed', { date: times.brief(row.snoozedUntil) })}>
                  <AlarmClock size={14} aria-hidden />
                  <Hidden>{t('row.snoozed', { date: times.brief(row.snoozedUntil) })}</Hidden>
                </span>
              )}
              {assignee && (
                <span title={t('row.assignee', { name: assignee.name })} className={css['assignee']}>
                  <Avatar name={assignee.name} photo={assignee.photo} size={18} />
                  <Hidden>{t('row.assignee', { name: assignee.name })}</Hidden>
                </span>
              )}
              {row.unread > 0 && (
                <span className={css['unread']}>
                  {row.unread > 99 ? '99+' : row.unread}
                  <Hidden> {t('row.unread')}</Hidden>
                </span>
              )}
              {own && <Tag>{own}</Tag>}
              <StatusMark status={row.status} />
            </span>
          </span>
        </span>
      </a>
    </li>
  )
})

/** What is promised; else when something last happened; while the customer waits, since when: louder the longer. */
function Moment({ row, times }: { row: InboxRow; times: Times }) {
  const t = useDeskText()
  const { waitingSince, activityAt, sla } = row
  if (sla !== null && sla.state !== 'paused')
    return (
      <span className={css['time']}>
        <SlaTag mark={sla} />
      </span>
    )
  const minutes = waitingSince === null || row.session === 'ended' ? 0 : (times.now - Date.parse(waitingSince)) / 60_000
  if (waitingSince === null || minutes < LONG_WAIT)
    return (
      <time dateTime={activityAt} className={css['time']}>
        {times.ago(activityAt)}
      </time>
    )
  return (
    <time dateTime={waitingSince} className={css['time']}>
      <Tag tone={minutes < TOO_LONG ? 'warn' : 'bad'} title={t('row.waiting')}>
        <Hidden>{t('row.waiting')} </Hidden>
        {times.ago(waitingSince)}
      </Tag>
    </time>
  )
}

/** Minutes. */
const LONG_WAIT = 3
const TOO_LONG = 10

export const nameOf = (contact: Pick<InboxRow['contact'], 'id' | 'name' | 'email'>, t: DeskText): string =>
  contact.name ?? contact.email ?? t('contact.visitor', { id: contact.id })

function lineOf(row: InboxRow, meId: number, t: DeskText): string {
  const { previewBy, assigneeId } = row
  if (row.preview === '') return plainText(row.subject)
  const preview = plainText(row.preview)
  if (previewBy === 'agent') return t(assigneeId === meId ? 'row.answered' : 'row.answeredTeam', { text: preview })
  if (previewBy === 'note') return t('row.noted', { text: preview })
  return previewBy === 'bot' ? t('row.bot', { text: preview }) : preview
}

/** Arrow keys go from row to row; with Shift they choose on their way. */
function moveFocus(event: React.KeyboardEvent<HTMLAnchorElement>, onSelect: RowProps['onSelect'] | undefined): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  event.preventDefault()
  const item = event.currentTarget.closest('li')
  const next = by > 0 ? item?.nextElementSibling : item?.previousElementSibling
  if (!(next instanceof HTMLElement)) return
  if (event.shiftKey && onSelect) {
    if (item && item.dataset['selected'] !== 'true') onSelect(Number(item.dataset['conversation']), false)
    onSelect(Number(next.dataset['conversation']), true)
  }
  next.querySelector('a')?.focus()
}
