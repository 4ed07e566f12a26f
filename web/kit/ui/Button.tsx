import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button'
import { Spinner } from './Spinner.tsx'
import css from './Button.module.css'

export type ButtonProps = Omit<AriaProps, 'className' | 'style' | 'children'> & {
  /** One primary action a view; the rest are quiet or plain. */
  variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 'm' | 's'
  icon?: ReactNode
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
  className?: string | undefined
}

export function Button({ variant = 'plain', size = 'm', icon, children, isPending, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={isPending ?? false} className={`${buttonClass(variant, size)} ${className ?? ''}`}>
      {isPending ? <Spinner size={14} /> : icon}
      {children}
    </AriaButton>
  )
}

/** For links that look like buttons. */
export const buttonClass = (variant: NonNullable<ButtonProps['variant']> = 'plain', size: 'm' | 's' = 'm'): string =>
  `${css['button']} ${css[variant]} ${size === 's' ? css['small'] : ''}`
