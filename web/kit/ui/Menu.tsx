import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Kbd } from './Kbd.tsx'
import css from './Popover.module.css'

export type MenuEntry = {
  id: string
  label: string
  description?: string
  icon?: ReactNode
  shortcut?: string
  isDanger?: boolean
  isDisabled?: boolean
  isChosen?: boolean
  /** Opens an address instead of calling `onAction`. */
  href?: string
  target?: string
}
type MenuProps = {
  label: string
  /** The button that opens it. */
  trigger: ReactElement
  /** Groups are divided by a line; a title is shown above its group. */
  groups: { title?: string; entries: MenuEntry[] }[]
  /** Shown above what can be chosen. */
  about?: ReactNode
  onAction: (id: string) => void
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'right bottom'
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

export function Menu({
  label,
  trigger,
  groups,
  about,
  onAction,
  placement = 'bottom start',
  isOpen,
  onOpenChange,
}: MenuProps) {
  return (
    <MenuTrigger {...(isOpen !== undefined && { isOpen })} {...(onOpenChange && { onOpenChange })}>
      {trigger}
      <Popover className={css['popover'] ?? ''} placement={placement}>
        {about}
        <AriaMenu className={css['list'] ?? ''} aria-label={label} onAction={(key) => onAction(String(key))}>
          {groups
            .filter((group) => group.entries.length > 0)
            .map((group, index) => (
              <MenuSection key={index} aria-label={group.title ?? label}>
                {index > 0 && !group.title && <Header className={css['line'] ?? ''} />}
                {group.title && <Header className={css['section'] ?? ''}>{group.title}</Header>}
                {group.entries.map((entry) => (
                  <Entry key={entry.id} {...entry} />
                ))}
              </MenuSection>
            ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

export function Entry({
  id,
  label,
  description,
  icon,
  shortcut,
  isDanger,
  isDisabled,
  isChosen,
  href,
  target,
}: MenuEntry) {
  return (
    <MenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled ?? false}
      {...(href && { href })}
      {...(target && { target })}
      className={`${css['item']} ${isDanger ? css['danger'] : ''}`}
    >
      {icon}
      <span className={css['words']}>
        <span>{label}</span>
        {description && <span className={css['description']}>{description}</span>}
      </span>
      {shortcut && <Kbd keys={shortcut} />}
      {isChosen && <Check size={16} aria-hidden />}
    </MenuItem>
  )
}
