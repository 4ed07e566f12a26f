import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import { usersQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import css from './Members.module.css'

type MembersProps = { value: readonly number[]; onChange: (members: number[]) => void }

/** Everybody, with a mark at those who are in it. Deactivated people show only while they are. */
export function Members({ value, onChange }: MembersProps) {
  const t = useSettingsText()
  const users = useQuery(usersQuery).data ?? []
  const [text, setText] = useState('')
  const known = users.filter(({ active, id }) => active || value.includes(id))
  const found = known
    .filter(({ name, email }) => matches(text, [name, email]))
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <Section title={t('groups.members', { n: value.length })} description={t('groups.members.text')}>
      {known.length > 8 && <SearchInput label={t('groups.members.search')} value={text} onChange={setText} />}
      {found.length === 0 && <p className={css['none']}>{t('people.none')}</p>}
      <ul className={css['members']}>
        {found.map(({ id, name, email, photo }) => (
          <li key={id}>
            <Checkbox
              isSelected={value.includes(id)}
              onChange={(isIn) => onChange(isIn ? [...value, id] : value.filter((each) => each !== id))}
            >
              <span className={css['member']}>
                <Avatar name={name} photo={photo} size={26} />
                <span className={css['words']}>
                  {name}
                  <small>{email}</small>
                </span>
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </Section>
  )
}
