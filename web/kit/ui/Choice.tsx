import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { ListBoxItem } from 'react-aria-components/ListBox'
import popover from './Popover.module.css'

export type ChoiceItem = { id: string; label: string; description?: string; icon?: ReactNode; isDisabled?: boolean }

/** One line of a Select or Picker. */
export function Choice({ id, label, description, icon, isDisabled }: ChoiceItem) {
  return (
    <ListBoxItem id={id} textValue={label} className={popover['item'] ?? ''} isDisabled={isDisabled ?? false}>
      {({ isSelected }) => (
        <>
          {icon}
          <span className={popover['words']}>
            <span>{label}</span>
            {description && <span className={popover['description']}>{description}</span>}
          </span>
          {isSelected && <Check size={16} aria-hidden className={popover['check']} />}
        </>
      )}
    </ListBoxItem>
  )
}
