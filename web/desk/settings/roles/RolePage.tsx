import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import type { RoleView } from '../../../../server/identity/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import { Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { rolesQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { covers } from './covers.ts'
import { RoleEditor, type RoleDraft } from './RoleEditor.tsx'
import { RoleRights } from './RoleRights.tsx'
import { useRoleName } from './useRoleName.ts'

export function RolePage({ id, from }: { id: number | null; from: number | null }) {
  const t = useSettingsText()
  const roleName = useRoleName()
  const roles = useQuery(rolesQuery)
  const back = <Back to="/settings/roles" label={t('section.roles')} />
  return (
    <Loaded query={roles} lines={10}>
      {(all) => {
        const role = all.find((each) => each.id === (id ?? from))
        if (id === null)
          return (
            <RoleEditor stored={null} start={startOf(role, t('roles.copyOf', { name: role ? roleName(role) : '' }))} />
          )
        if (role) return role.key === null ? <RoleEditor stored={role} start={role} /> : <BuiltIn role={role} />
        return (
          <Page title={t('section.roles')} back={back}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}

function startOf(role: RoleView | undefined, name: string): RoleDraft {
  if (role === undefined)
    return {
      name: '',
      permissions: ['conversations.read', 'contacts.read'],
      scope: { tickets: 'groups', brands: null },
    }
  return { name, permissions: role.permissions, scope: role.scope }
}

/** Shown as it is; whoever wants it otherwise begins a copy. */
function BuiltIn({ role }: { role: RoleView }) {
  const t = useSettingsText()
  const { me } = useDesk()
  const roleName = useRoleName()
  return (
    <Page
      title={roleName(role)}
      description={role.key && t(`role.${role.key}.text`)}
      back={<Back to="/settings/roles" label={t('section.roles')} />}
      actions={
        covers(me, role) && (
          <Link to="/settings/$" params={{ _splat: `roles/new/${role.id}` }} className={buttonClass()}>
            <Copy size={16} aria-hidden />
            {t('roles.copy')}
          </Link>
        )
      }
    >
      <Hint>{t('roles.builtIn.text', { n: role.users })}</Hint>
      <RoleRights role={role} />
    </Page>
  )
}
