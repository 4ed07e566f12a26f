import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { GroupView, UserView } from '../../../../server/identity/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import bar from '../parts/Toolbar.module.css'
import { useList } from '../parts/useList.ts'
import { groupsQuery, usersQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import css from './GroupList.module.css'

const SHOWN = 5

export function GroupList() {
  const t = useSettingsText()
  const groups = useQuery(groupsQuery)
  const [typed, setTyped] = useState('')
  const users = useQuery(usersQuery).data ?? []
  return (
    <Page
      title={t('section.groups')}
      description={t('groups.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="group" />
          <Link to="/settings/$" params={{ _splat: 'groups/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {t('groups.new')}
          </Link>
        </>
      }
    >
      <Loaded query={groups}>
        {(all) => {
          const found = all.filter(({ name }) => matches(typed, [name]))
          return (
            <>
              <div className={bar['bar']}>
                <SearchInput label={t('groups.search')} value={typed} onChange={setTyped} isMain />
              </div>
              {found.length === 0 && <EmptyState title={t('order.none')} text={t('order.none.text')} />}
              <ul className={lines['lines']}>
                {found.map((group) => (
                  <li key={group.id}>
                    <Line group={group} members={users.filter(({ id }) => group.members.includes(id))} />
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Line({ group, members }: { group: GroupView; members: readonly UserView[] }) {
  const t = useSettingsText()
  const list = useList()
  const first = members.slice(0, 3).map(({ name }) => name)
  const more = group.members.length - first.length
  return (
    <Link to="/settings/$" params={{ _splat: `groups/${group.id}` }} className={lines['line']}>
      <span className={lines['words']}>
        <b>{group.name}</b>
        <span>
          {group.members.length === 0
            ? t('groups.nobody')
            : list([...first, ...(more > 0 ? [t('groups.more', { n: more })] : [])])}
        </span>
      </span>
      {group.isDefault && <Tag tone="accent">{t('groups.default')}</Tag>}
      <span className={css['faces']} aria-hidden>
        {members.slice(0, SHOWN).map(({ id, name, photo }) => (
          <Avatar key={id} name={name} photo={photo} size={26} />
        ))}
      </span>
      <ChevronRight size={16} aria-hidden />
    </Link>
  )
}
