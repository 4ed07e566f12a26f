import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** No empty page without the next step. */
export function EmptyState({
  icon,
  title,
  text,
  children,
}: {
  icon?: ReactNode
  title: string
  text?: string
  children?: ReactNode
}) {
  return (
    <div className={css['empty']}>
      {icon && <span className={css['icon']}>{icon}</span>}
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className={css['actions']}>{children}</div>}
    </div>
  )
}
