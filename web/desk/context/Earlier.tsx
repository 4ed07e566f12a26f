import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useEarlier } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { Block } from './Block.tsx'
import css from './Earlier.module.css'

const FIRST = 6

/** The contact's other conversations, newest first. */
export function Earlier({ contactId, currentId }: { contactId: number; currentId: number }) {
  const t = useDeskText()
  const times = useTimes()
  const { desk } = useDesk()
  const { view = 'all' } = useParams({ strict: false })
  const [seesAll, setSeesAll] = useState(false)
  const others = useEarlier(contactId).filter(({ id }) => id !== currentId)
  if (others.length === 0) return null
  return (
    <Block title={t('context.earlier')} extra={others.length}>
      <ul className={css['earlier']}>
        {(seesAll ? others : others.slice(0, FIRST)).map((one) => (
          <li key={one.id}>
            <Link
              to="/inbox/$view/$conversationId"
              params={{ view, conversationId: String(one.id) }}
              onPointerEnter={() => void desk.conversations.prefetch(one.id)}
            >
              <StatusMark status={one.status} />
              <span className={css['subject']}>{one.subject || t('subject.none')}</span>
              <time dateTime={one.startedAt}>{times.date(one.startedAt)}</time>
            </Link>
          </li>
        ))}
      </ul>
      {!seesAll && others.length > FIRST && (
        <button type="button" className={css['all']} onClick={() => setSeesAll(true)}>
          {t('context.earlierAll', { n: others.length })}
        </button>
      )}
    </Block>
  )
}
