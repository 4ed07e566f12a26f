import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { SearchInput } from '../../settings/parts/SearchInput.tsx'
import { rowName } from '../contact-name.ts'
import { contactsQuery } from '../queries.ts'
import { useContactsText } from '../text.ts'
import css from './MergeDialog.module.css'

const SHOWN = 20
const TYPING_MS = 180

/** Finds another contact by name, address or number. */
export function ChooseContact({ besides, onChoose }: { besides: number; onChoose: (id: number) => void }) {
  const t = useContactsText()
  const say = useRefusalText()
  const [text, setText] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  const found = useInfiniteQuery({ ...contactsQuery(q), enabled: q.length > 1 })
  const rows = q.length > 1 ? (found.data?.pages[0]?.rows ?? []).filter(({ id }) => id !== besides).slice(0, SHOWN) : []
  return (
    <>
      <SearchInput label={t('search')} value={text} onChange={setText} />
      <p role="status" className={css['none']}>
        {found.isError
          ? say(found.error)
          : q.length < 2
            ? t('merge.type')
            : found.isSuccess && rows.length === 0
              ? t('none.found')
              : t('merge.found', { n: rows.length })}
      </p>
      {rows.length > 0 && (
        <ul className={css['found']}>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" className={css['one']} onClick={() => onChoose(row.id)}>
                <Avatar name={row.name ?? row.email ?? row.phone} size={30} />
                <span>
                  {rowName(t, row)}
                  <small>
                    {[row.email, row.phone, t('conversations.count', { n: row.conversations })]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </span>
                {row.verified && <Tag tone="ok">{t('verified')}</Tag>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
