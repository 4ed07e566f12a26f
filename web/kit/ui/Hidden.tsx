import type { ReactNode } from 'react'
import css from './Field.module.css'

/** For assistive technology only. */
export const Hidden = ({ children }: { children: ReactNode }) => <span className={css['hidden']}>{children}</span>
