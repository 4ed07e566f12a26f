import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SearchX, UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { GroupView, UserView } from '../../../../server/identity/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import { Table } from '../../../kit/ui/Table.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useTimes } from '../../app/times.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { SearchInput } from '../parts/SearchInput.tsx'
import bar from '../parts/Toolbar.module.css'
import { matches } from '../parts/matches.ts'
import { groupsQuery, rolesQuery, usersQuery } from '../queries.ts'
import { useRoleName } from '../roles/useRoleName.ts'
import { useSettingsText } from '../text.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { type PersonState, stateOf } from './person-state.ts'
import css from './PeopleList.module.css'

export function PeopleList() {
  const t = useSettingsText()
  const users = useQuery(usersQuery)
  const [isInviting, setInviting] = useState(false)
  return (
    <Page
      title={t('section.people')}
      description={t('people.text')}
      isWide
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <Button variant="primary" icon={<UserPlus size={16} aria-hidden />} onPress={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
      }
    >
      <Loaded query={users}>{(people) => <Filtered people={people} onInvite={() => setInviting(true)} />}</Loaded>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}

type Shown = 'all' | PersonState

function Filtered({ people, onInvite }: { people: readonly UserView[]; onInvite: () => void }) {
  const t = useSettingsText()
  const roles = useQuery(rolesQuery).data ?? []
  const groups = useQuery(groupsQuery).data ?? []
  const roleName = useRoleName()
  const [text, setText] = useState('')
  const [state, setState] = useState<Shown>('all')
  const count = (of: PersonState) => people.filter((person) => stateOf(person) === of).length
  const roleOf = ({ roleId }: UserView) => {
    const role = roles.find(({ id }) => id === roleId)
    return role ? roleName(role) : ''
  }
  const found = people
    .filter((person) => state === 'all' || stateOf(person) === state)
    .filter((person) => matches(text, [person.name, person.email, person.alias ?? '', roleOf(person)]))
    .toSorted(byStateAndName)
  const states: PersonState[] = ['active', 'invited', 'deactivated']
  return (
    <>
      <div className={bar['bar']}>
        <SearchInput label={t('people.search')} value={text} onChange={setText} isMain />
        <Segments
          label={t('people.shown')}
          value={state}
          onChange={setState}
          items={[
            { id: 'all', label: t('people.all', { n: people.length }) },
            ...states
              .filter((each) => count(each) > 0 || each === state)
              .map((each) => ({ id: each, label: t(`people.${each}`, { n: count(each) }) })),
          ]}
        />
      </div>
      <PeopleTable
        people={found}
        groups={groups}
        roleOf={roleOf}
        empty={
          <EmptyState icon={<SearchX size={22} aria-hidden />} title={t('people.none')} text={t('people.none.text')}>
            <Button onPress={onInvite}>{t('people.invite')}</Button>
          </EmptyState>
        }
      />
      {people.length === 1 && <EmptyState title={t('people.alone')} text={t('people.alone.text')} />}
    </>
  )
}

type TableProps = {
  people: readonly UserView[]
  groups: readonly GroupView[]
  roleOf: (person: UserView) => string
  empty: React.ReactNode
}

function PeopleTable({ people, groups, roleOf, empty }: TableProps) {
  const t = useSettingsText()
  const times = useTimes()
  const { me } = useDesk()
  const groupsOf = (person: UserView) => groups.filter(({ id }) => person.groups.includes(id)).map(({ name }) => name)
  return (
    <Table
      label={t('section.people')}
      rows={people}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          id: 'person',
          title: t('people.person'),
          cell: (person) => (
            <span className={css['person']} data-off={!person.active}>
              <Avatar name={person.name} photo={person.photo} size={32} />
              <span className={css['words']}>
                <span className={css['name']}>
                  <Link to="/settings/$" params={{ _splat: `people/${person.id}` }}>
                    {person.name}
                  </Link>
                  {person.id === me.id && <Tag>{t('people.you')}</Tag>}
                  <StateTag person={person} />
                </span>
                <span className={css['email']}>{person.email}</span>
                <span className={css['role']}>{roleOf(person)}</span>
              </span>
            </span>
          ),
        },
        { id: 'role', title: t('people.role'), isWideOnly: true, cell: roleOf },
        {
          id: 'groups',
          title: t('section.groups'),
          isWideOnly: true,
          cell: (person) => groupsOf(person).join(', ') || <span className={css['none']}>–</span>,
        },
        {
          id: 'seen',
          title: t('people.seen'),
          isWideOnly: true,
          cell: ({ lastSeenAt }) =>
            lastSeenAt === null ? (
              <span className={css['none']}>{t('people.neverSeen')}</span>
            ) : (
              <time dateTime={lastSeenAt} title={times.full(lastSeenAt)}>
                {times.ago(lastSeenAt)}
              </time>
            ),
        },
      ]}
    />
  )
}

export function StateTag({ person }: { person: UserView }) {
  const t = useSettingsText()
  const state = stateOf(person)
  if (state === 'active') return null
  return <Tag tone={state === 'invited' ? 'accent' : 'plain'}>{t(`person.${state}`)}</Tag>
}

const ORDER: Record<PersonState, number> = { active: 0, invited: 1, deactivated: 2 }
const byStateAndName = (a: UserView, b: UserView): number =>
  ORDER[stateOf(a)] - ORDER[stateOf(b)] || a.name.localeCompare(b.name)
