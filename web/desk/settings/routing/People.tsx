import { type ReactNode, useState } from 'react'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { useColleagues } from '../../app/queries.ts'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import { useRoutingText } from './text.ts'
import css from './Routing.module.css'

type PeopleProps = {
  label: string
  value: readonly number[]
  onChange: (userIds: number[]) => void
  /** What stands beside whoever is chosen. */
  beside?: (userId: number) => ReactNode
}

/** Everybody who may hold tickets, with a mark at those who are meant. */
export function People({ label, value, onChange, beside }: PeopleProps) {
  const r = useRoutingText()
  const [text, setText] = useState('')
  const known = useColleagues().filter(({ assignable }) => assignable)
  const found = known.filter(({ name }) => matches(text, [name])).toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      {known.length > 8 && <SearchInput label={r('people.search')} value={text} onChange={setText} />}
      {found.length === 0 && <p className={css['none']}>{r('people.none')}</p>}
      <ul className={css['people']} aria-label={label}>
        {found.map(({ id, name, photo }) => (
          <li key={id}>
            <Checkbox
              isSelected={value.includes(id)}
              onChange={(isIn) => onChange(isIn ? [...value, id] : value.filter((each) => each !== id))}
            >
              <span className={css['person']}>
                <Avatar name={name} photo={photo} size={24} />
                {name}
              </span>
            </Checkbox>
            {value.includes(id) && beside?.(id)}
          </li>
        ))}
      </ul>
    </>
  )
}
