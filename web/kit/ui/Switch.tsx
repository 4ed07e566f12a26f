import type { ReactNode } from 'react'
import { Switch as AriaSwitch, type SwitchProps as AriaProps } from 'react-aria-components/Switch'
import css from './Switch.module.css'

type SwitchProps = Omit<AriaProps, 'className' | 'style' | 'children'> & { children: ReactNode; description?: string }

export function Switch({ children, description, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className={css['switch'] ?? ''}>
      <span className={css['track']} />
      <span>
        {children}
        {description && <span className={css['description']}>{description}</span>}
      </span>
    </AriaSwitch>
  )
}
