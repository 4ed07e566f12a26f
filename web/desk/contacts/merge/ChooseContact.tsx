import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ContactView } from '../../../../server/contacts/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { primaryEmail } from '../../context/identities.ts'
import { SearchInput } from '../../settings/parts/SearchInput.tsx'
import { rowName } from '../contact-name.ts'
import { contactsQuery } from '../queries.ts'
import { useContactsText } from '../text.ts'
import css from './MergeDialog.module.css'

const SHOWN = 20
const TYPING_MS = 180

type ChooseContactProps = { besides: ContactView; onChoose: (id: number) => void }

/** Finds another contact by name, address or number; first those with the same address or name. */
export function ChooseContact({ besides, onChoose }: ChooseContactProps) {
  const t = useContactsText()
  const say = useRefusalText()
  const [text, setText] = useState('')
  const [typed, setTyped] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  const isGuess = typed === ''
  const q = isGuess ? (primaryEmail(besides) ?? besides.name ?? '') : typed
  const found = useInfiniteQuery({ ...contactsQuery(q), enabled: q.length > 1 })
  const rows =
    q.length > 1 ? (found.data?.pages[0]?.rows ?? []).filter(({ id }) => id !== besides.id).slice(0, SHOWN) : []
  return (
    <div className={css['search']}>
      <SearchInput label={t('search')} value={text} onChange={setText} autoFocus />
      <p role="status">
        {found.isError
          ? say(found.error)
          : isGuess
            ? t(rows.length === 0 ? 'merge.type' : 'merge.alike')
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
    </div>
  )
}
