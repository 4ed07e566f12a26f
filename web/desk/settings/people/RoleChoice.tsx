import { useQuery } from '@tanstack/react-query'
import { Select } from '../../../kit/ui/Select.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import { rolesQuery } from '../queries.ts'
import { covers } from '../roles/covers.ts'
import { useRoleName } from '../roles/useRoleName.ts'
import { useSettingsText } from '../text.ts'

type RoleChoiceProps = {
  value: number | null
  onChange: (roleId: number) => void
  isDisabled?: boolean
  /** Why it cannot be changed; else what the chosen role may do. */
  description?: string | undefined
  error?: string | undefined
}

/** Roles beyond the own rights are listed but cannot be given. */
export function RoleChoice({ value, onChange, isDisabled = false, description, error }: RoleChoiceProps) {
  const t = useSettingsText()
  const { me } = useDesk()
  const roles = useQuery(rolesQuery).data ?? []
  const roleName = useRoleName()
  const chosen = roles.find(({ id }) => id === value)
  const meaning = chosen?.key ? t(`role.${chosen.key}.text`) : undefined
  return (
    <Select
      label={t('people.role')}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(Number(id))}
      isDisabled={isDisabled}
      description={description ?? meaning}
      error={error}
      items={roles.map((role) => ({
        id: String(role.id),
        label: roleName(role),
        isDisabled: !covers(me, role),
        description: covers(me, role)
          ? role.key
            ? t(`role.${role.key}.text`)
            : t('roles.ownText', { n: role.permissions.length })
          : t('roles.beyond'),
      }))}
    />
  )
}
