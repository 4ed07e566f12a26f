import type { BuiltInRole } from '../../../../server/identity/contract.ts'
import { type SettingsText, useSettingsText } from '../text.ts'

type Named = { key: BuiltInRole | null; name: string }

/** Built-in roles are called in the reader's language, own ones as they were named. */
export const roleName = (t: SettingsText, { key, name }: Named): string => (key === null ? name : t(`role.${key}`))

export function useRoleName(): (role: Named) => string {
  const t = useSettingsText()
  return (role) => roleName(t, role)
}
