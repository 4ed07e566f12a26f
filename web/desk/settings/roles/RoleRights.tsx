import { Check } from 'lucide-react'
import type { RoleView } from '../../../../server/identity/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { useSettingsText } from '../text.ts'
import { permissionGroups } from './permission-groups.ts'
import { useScopeText } from './useScopeText.ts'
import css from './RoleRights.module.css'

/** What a role may do, in words. */
export function RoleRights({ role }: { role: RoleView }) {
  const t = useSettingsText()
  const scopeText = useScopeText()
  return (
    <>
      <Section title={t('scope')}>
        <p>{scopeText(role.scope)}</p>
      </Section>
      {permissionGroups.map(({ group, permissions }) => {
        const given = permissions.filter((permission) => role.permissions.includes(permission))
        if (given.length === 0) return null
        return (
          <Section key={group} title={t(`permissions.${group}`)}>
            <ul className={css['rights']}>
              {given.map((permission) => (
                <li key={permission}>
                  <Check size={16} aria-hidden />
                  <span>
                    <b>{t(`permission.${permission}`)}</b>
                    <span>{t(`permission.${permission}.text`)}</span>
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )
      })}
    </>
  )
}
