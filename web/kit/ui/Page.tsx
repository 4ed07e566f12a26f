import type { ReactNode } from 'react'
import css from './Page.module.css'

type PageProps = {
  title: string
  description?: ReactNode
  back?: ReactNode
  actions?: ReactNode
  children: ReactNode
  isWide?: boolean
}

/** A page of settings or contacts: title, one plain sentence, the primary action, then sections. */
export function Page({ title, description, back, actions, children, isWide = false }: PageProps) {
  return (
    <main className={css['page']} data-wide={isWide} id="main" tabIndex={-1} aria-label={title}>
      <header className={css['head']}>
        <div>
          {back}
          <h1>{title}</h1>
          {description && <p>{description}</p>}
        </div>
        {actions && <div className={css['actions']}>{actions}</div>}
      </header>
      {children}
    </main>
  )
}

/** A titled card with what it does in a sentence, its fields, and its own foot (Save). */
export function Section({
  title,
  description,
  footer,
  children,
}: {
  title: string
  description?: ReactNode
  footer?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={css['section']}>
      <header>
        <h2>{title}</h2>
        {description && <p>{description}</p>}
      </header>
      <div className={css['fields']}>{children}</div>
      {footer && <footer>{footer}</footer>}
    </section>
  )
}
