import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { Kbd } from './Kbd.tsx'
import css from './Tooltip.module.css'

type TooltipProps = {
  text: string
  shortcut?: string | undefined
  placement?: 'top' | 'bottom' | 'left' | 'right' | undefined
  /** One focusable element (a button of this kit). */
  children: ReactElement
}

export function Tooltip({ text, shortcut, placement = 'top', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      {children}
      <AriaTooltip placement={placement} offset={6} className={css['tooltip'] ?? ''}>
        {text}
        {shortcut && <Kbd keys={shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
