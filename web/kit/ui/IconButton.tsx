import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button'
import { Tooltip } from './Tooltip.tsx'
import css from './IconButton.module.css'

type IconButtonProps = Omit<AriaProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  /** Its accessible name, shown as tooltip. */
  label: string
  shortcut?: string
  children: ReactNode
  size?: 'm' | 's'
  placement?: 'top' | 'bottom' | 'left' | 'right'
  ref?: Ref<HTMLButtonElement>
  className?: string | undefined
}

export function IconButton({ label, shortcut, children, size = 'm', placement, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`${css['icon']} ${size === 's' ? css['small'] : ''} ${className ?? ''}`}
      >
        {children}
      </AriaButton>
    </Tooltip>
  )
}
