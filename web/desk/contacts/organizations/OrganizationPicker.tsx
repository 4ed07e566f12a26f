import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { OrganizationRef } from '../../../../server/contacts/contract.ts'
import { Picker } from '../../../kit/ui/Picker.tsx'
import { usePickerSearch } from '../../../kit/ui/usePickerSearch.ts'
import { useContactsText } from '../text.ts'
import { organizationsQuery } from './queries.ts'

type OrganizationPickerProps = {
  label: string
  trigger: ReactElement
  value: number | null
  onChange: (organization: OrganizationRef | null) => void
}

const NONE = 'none'

/** One organization of however many: found on the server by the letters typed. */
export function OrganizationPicker({ label, trigger, value, onChange }: OrganizationPickerProps) {
  const t = useContactsText()
  const { isOpen, typed, search } = usePickerSearch()
  const found = useInfiniteQuery({ ...organizationsQuery(typed), enabled: isOpen })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Picker
      label={label}
      trigger={trigger}
      {...search}
      items={[
        ...(value !== null && typed === '' ? [{ id: NONE, label: t('organization.none') }] : []),
        ...rows.map(({ id, name, domains }) => ({
          id: String(id),
          label: name,
          ...(domains.length > 0 && { description: domains.slice(0, 3).join(', ') }),
        })),
      ]}
      value={value === null ? null : String(value)}
      onChange={(id) => {
        const chosen = rows.find((row) => row.id === Number(id))
        onChange(chosen ? { id: chosen.id, name: chosen.name } : null)
      }}
      none={t('organizations.none.found')}
    />
  )
}
