import type { Permission } from '../../../../server/identity/contract.ts'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import form from '../parts/Form.module.css'
import { useSettingsText } from '../text.ts'
import { permissionGroups } from './permission-groups.ts'

type PermissionFieldsProps = {
  value: readonly Permission[]
  onChange: (value: Permission[]) => void
  isDisabled?: boolean
}

/** Rights by what they are about; those the person has not himself cannot be given. */
export function PermissionFields({ value, onChange, isDisabled = false }: PermissionFieldsProps) {
  const t = useSettingsText()
  const { me } = useDesk()
  const put = (permission: Permission, isGiven: boolean) =>
    onChange(isGiven ? [...value, permission] : value.filter((each) => each !== permission))
  return permissionGroups.map(({ group, permissions }) => (
    <Section key={group} title={t(`permissions.${group}`)} description={t(`permissions.${group}.text`)}>
      <div className={form['fields']} role="group" aria-label={t(`permissions.${group}`)}>
        {permissions.map((permission) => {
          const isOwn = me.permissions.includes(permission)
          return (
            <Checkbox
              key={permission}
              isSelected={value.includes(permission)}
              isDisabled={isDisabled || !isOwn}
              onChange={(isGiven) => put(permission, isGiven)}
              description={isOwn ? t(`permission.${permission}.text`) : t('permission.notOwn')}
            >
              {t(`permission.${permission}`)}
            </Checkbox>
          )
        })}
      </div>
    </Section>
  ))
}
