import type { ReactNode } from 'react'
import css from './Block.module.css'

/** A titled part of the panel. */
export function Block({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className={css['block']}>
      <header>
        <h3>{title}</h3>
        {extra && <span className={css['extra']}>{extra}</span>}
      </header>
      {children}
    </section>
  )
}

export function Pairs({ children }: { children: ReactNode }) {
  return <dl className={css['pairs']}>{children}</dl>
}

export function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
