import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaProps } from 'react-aria-components/Checkbox'
import css from './Checkbox.module.css'

type CheckboxProps = Omit<AriaProps, 'className' | 'style' | 'children'> & { children: ReactNode; description?: string }

export function Checkbox({ children, description, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={css['checkbox'] ?? ''}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={css['box']}>
            {isIndeterminate ? <Minus size={12} aria-hidden /> : isSelected && <Check size={12} aria-hidden />}
          </span>
          <span>
            {children}
            {description && <span className={css['description']}>{description}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  )
}
