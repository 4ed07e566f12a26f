import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './Tag.module.css'

type TagProps = {
  children: ReactNode
  tone?: 'plain' | 'warn' | 'bad' | 'ok' | 'accent'
  title?: string | undefined
  /** Adds a small button with this accessible name. */
  removeLabel?: string
  onRemove?: () => void
}

export function Tag({ children, tone = 'plain', title, removeLabel, onRemove }: TagProps) {
  return (
    <span className={css['tag']} data-tone={tone} title={title}>
      {children}
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
