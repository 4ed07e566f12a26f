import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { RoleView } from '../../../../server/identity/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import lines from '../parts/Lines.module.css'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import bar from '../parts/Toolbar.module.css'
import { rolesQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useRoleName } from './useRoleName.ts'
import { useScopeText } from './useScopeText.ts'

export function RoleList() {
  const t = useSettingsText()
  const roleName = useRoleName()
  const roles = useQuery(rolesQuery)
  const [typed, setTyped] = useState('')
  return (
    <Page
      title={t('section.roles')}
      description={t('roles.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="role" />
          <Link to="/settings/$" params={{ _splat: 'roles/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {t('roles.new')}
          </Link>
        </>
      }
    >
      <Loaded query={roles} lines={10}>
        {(all) => {
          const found = all.filter((role) => matches(typed, [roleName(role)]))
          const own = found.filter(({ key }) => key === null)
          const builtIn = found.filter(({ key }) => key !== null)
          return (
            <>
              <div className={bar['bar']}>
                <SearchInput label={t('roles.search')} value={typed} onChange={setTyped} isMain />
              </div>
              {found.length === 0 && <EmptyState title={t('order.none')} text={t('order.none.text')} />}
              {(typed === '' || own.length > 0) && <Roles title={t('roles.own')} roles={own} />}
              {builtIn.length > 0 && <Roles title={t('roles.builtIn')} roles={builtIn} />}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Roles({ title, roles }: { title: string; roles: readonly RoleView[] }) {
  const t = useSettingsText()
  const roleName = useRoleName()
  const scopeText = useScopeText()
  return (
    <section className={lines['part']}>
      <h2>{title}</h2>
      {roles.length === 0 && <p className={lines['none']}>{t('roles.own.none')}</p>}
      <ul className={lines['lines']}>
        {roles.map((role) => (
          <li key={role.id}>
            <Link to="/settings/$" params={{ _splat: `roles/${role.id}` }} className={lines['line']}>
              <span className={lines['words']}>
                <b>{roleName(role)}</b>
                <span>
                  {role.key === null
                    ? t('roles.ownText', { n: role.permissions.length }) + ' ' + scopeText(role.scope)
                    : t(`role.${role.key}.text`)}
                </span>
              </span>
              {role.users > 0 && <Tag>{t('roles.users', { n: role.users })}</Tag>}
              <ChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
