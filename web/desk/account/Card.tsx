import type { ReactNode } from 'react'
import { Logo } from '../app/Logo.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import css from './Card.module.css'

/** The frame of the screens before the desk. */
export function Card({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <main className={css['place']}>
      <div className={css['card']}>
        <Logo size={40} />
        <h1>{title}</h1>
        {text && <p>{text}</p>}
        {children}
      </div>
      <LanguageChoice />
    </main>
  )
}

export const formClass = css['form']
export const alertClass = css['alert']
