import { type ReactElement, useState } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { SearchField } from 'react-aria-components/SearchField'
import type { ChoiceItem } from './Choice.tsx'
import field from './Field.module.css'
import { Entry } from './Menu.tsx'
import css from './Popover.module.css'

type PickerProps = {
  /** What is chosen, as the name of the dialog and its search field. */
  label: string
  trigger: ReactElement
  items: ChoiceItem[]
  value: string | null
  onChange: (id: string) => void
  /** Said when nothing matches the typed letters. */
  none: string
  /** The items are found elsewhere by these letters; they are shown as they come. */
  onSearch?: (typed: string) => void
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

/** Choose one of many by typing a few letters. */
export function Picker({ label, trigger, items, value, onChange, none, onSearch, isOpen, onOpenChange }: PickerProps) {
  const [openHere, setOpenHere] = useState(false)
  const { contains } = useFilter({ sensitivity: 'base' })
  const open = isOpen ?? openHere
  const setOpen = onOpenChange ?? setOpenHere
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      {trigger}
      <Popover className={css['popover'] ?? ''} placement="bottom start">
        <Dialog aria-label={label} className={css['picker'] ?? ''}>
          <Autocomplete filter={onSearch ? () => true : contains} {...(onSearch && { onInputChange: onSearch })}>
            <SearchField aria-label={label} autoFocus className={css['search'] ?? ''}>
              <Input className={field['input'] ?? ''} placeholder={label} />
            </SearchField>
            <div className={css['choices']} tabIndex={0} role="group" aria-label={label}>
              <Menu
                aria-label={label}
                className={css['list'] ?? ''}
                items={items}
                onAction={(key) => {
                  setOpen(false)
                  onChange(String(key))
                }}
                renderEmptyState={() => <p className={css['none']}>{none}</p>}
              >
                {(item) => <Entry {...item} isChosen={item.id === value} />}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
