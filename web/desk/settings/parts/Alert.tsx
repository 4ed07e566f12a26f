import type { ReactNode } from 'react'
import css from './Alert.module.css'

/** What went wrong and what to do; read out at once. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className={css['alert']}>
      {children}
    </p>
  )
}

/** Something to know; not an error. */
export function Hint({ tone = 'plain', children }: { tone?: 'plain' | 'warn' | 'ok'; children: ReactNode }) {
  return (
    <p className={css['hint']} data-tone={tone}>
      {children}
    </p>
  )
}
