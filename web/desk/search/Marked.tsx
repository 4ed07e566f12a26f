import { Fragment } from 'react'
import type { Highlighted } from '../../../server/tickets/contract.ts'
import css from './Found.module.css'

/** A text with what was looked for marked; plain text, whatever stands in it. */
export function Marked({ of: { text, marks } }: { of: Highlighted }) {
  return (
    <>
      {marks.map(([start, end], index) => (
        <Fragment key={start}>
          {text.slice(marks[index - 1]?.[1] ?? 0, start)}
          <mark className={css['mark']}>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  )
}
