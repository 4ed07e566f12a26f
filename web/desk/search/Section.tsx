import { type ReactNode, useId, useState } from 'react'
import { useDeskText } from '../app/text.ts'
import css from './Found.module.css'

type SectionProps<Row> = {
  title: string
  rows: readonly Row[]
  /** So many are shown until more are asked for. */
  few: number
  keyOf: (row: Row) => string | number
  children: (row: Row) => ReactNode
}

/** Results of one kind. */
export function Section<Row>({ title, rows, few, keyOf, children }: SectionProps<Row>) {
  const t = useDeskText()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  if (rows.length === 0) return null
  const shown = isOpen ? rows : rows.slice(0, few)
  return (
    <section className={css['section']} aria-labelledby={id}>
      <h2 id={id} className={css['title']}>
        {title}
      </h2>
      <ul className={css['list']}>
        {shown.map((row) => (
          <li key={keyOf(row)}>{children(row)}</li>
        ))}
      </ul>
      {shown.length < rows.length && (
        <button type="button" data-result className={css['more']} onClick={() => setOpen(true)}>
          {t('search.more', { n: rows.length - shown.length })}
        </button>
      )}
    </section>
  )
}
