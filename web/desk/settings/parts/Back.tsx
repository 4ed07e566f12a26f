import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import css from './Back.module.css'

/** One step up, above the title. `isNarrowOnly`: where a wide screen shows the way anyhow. */
export function Back({ to, label, isNarrowOnly = false }: { to: string; label: string; isNarrowOnly?: boolean }) {
  return (
    <Link to={to} className={css['back']} data-narrow={isNarrowOnly}>
      <ChevronLeft size={16} aria-hidden />
      {label}
    </Link>
  )
}
