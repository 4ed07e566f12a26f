import { Link } from '@tanstack/react-router'
import { BadgeCheck } from 'lucide-react'
import { memo } from 'react'
import type { ContactRow } from '../../../../server/contacts/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useTimes } from '../../app/times.ts'
import { rowName } from '../contact-name.ts'
import { useContactsText } from '../text.ts'
import css from './Rows.module.css'

type RowProps = {
  row: ContactRow
  top: number
  height: number
  place: number
  /** -1: nobody knows how many there are. */
  count: number
  onStep: (by: 1 | -1) => void
}

export const Row = memo(function Row({ row, top, height, place, count, onStep }: RowProps) {
  const t = useContactsText()
  const times = useTimes()
  const { id, name, email, phone, verified, blocked, conversations, lastSeenAt } = row
  return (
    <li
      className={css['item']}
      style={{ transform: `translateY(${top}px)`, height }}
      aria-setsize={count}
      aria-posinset={place}
    >
      <Link
        to="/contacts/$contactId"
        params={{ contactId: String(id) }}
        className={css['row']}
        data-row
        onKeyDown={(event) => {
          const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
          if (by === null) return
          event.preventDefault()
          onStep(by)
        }}
      >
        <span className={css['who']}>
          <Avatar name={name ?? email ?? phone} size={32} />
          <span className={css['words']}>
            <span className={css['name']}>
              <b>{rowName(t, row)}</b>
              {verified && (
                <span className={css['verified']} title={t('verified')}>
                  <BadgeCheck size={15} aria-hidden />
                  <Hidden>{t('verified')}</Hidden>
                </span>
              )}
              {blocked && <Tag tone="bad">{t('blocked')}</Tag>}
            </span>
            <span className={css['narrow']}>{name === null ? phone : (email ?? phone)}</span>
          </span>
        </span>
        <span className={css['cell']}>{name === null && email ? '' : email}</span>
        <span className={css['cell']}>{phone}</span>
        <span className={`${css['cell']} ${css['number']}`}>
          {conversations}
          <Hidden> {t('conversations.n', { n: conversations })}</Hidden>
        </span>
        <span className={css['number']}>
          {lastSeenAt && (
            <time dateTime={lastSeenAt} title={times.full(lastSeenAt)}>
              <Hidden>{t('seen')} </Hidden>
              {times.ago(lastSeenAt)}
            </time>
          )}
        </span>
      </Link>
    </li>
  )
})
