import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { Picker } from '../../kit/ui/Picker.tsx'
import { usePickerSearch } from '../../kit/ui/usePickerSearch.ts'
import { rowName } from './contact-name.ts'
import { contactsQuery } from './queries.ts'
import { useContactsText } from './text.ts'

type ContactPickerProps = {
  label: string
  trigger: ReactElement
  value: number | null
  onChange: (contactId: number) => void
}

/** One contact of however many: found on the server by name, address or number. */
export function ContactPicker({ label, trigger, value, onChange }: ContactPickerProps) {
  const t = useContactsText()
  const { isOpen, typed, search } = usePickerSearch()
  const found = useInfiniteQuery({ ...contactsQuery(typed), enabled: isOpen })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Picker
      label={label}
      trigger={trigger}
      {...search}
      items={rows.map((row) => {
        const name = rowName(t, row)
        const more = [row.email, row.phone, row.organization?.name].filter((each) => each && each !== name)
        return { id: String(row.id), label: name, ...(more.length > 0 && { description: more.join(' · ') }) }
      })}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(Number(id))}
      none={found.isError ? t('picker.failed') : found.isPending ? t('picker.searching') : t('none.found')}
    />
  )
}
