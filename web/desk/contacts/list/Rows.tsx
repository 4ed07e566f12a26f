import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ContactRow } from '../../../../server/contacts/contract.ts'
import { windowOf } from '../../inbox/list-window.ts'
import { useCommands } from '../../shell/commands.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { useContactsText } from '../text.ts'
import { Row } from './Row.tsx'
import css from './Rows.module.css'

const HEIGHTS = { comfortable: 56, compact: 44 }
/** So many rows before the end the next page is asked for. */
const AHEAD = 20
/** Where one stood, for coming back. */
let last = { q: '', top: 0 }

type RowsProps = { rows: readonly ContactRow[]; q: string; hasMore: boolean; onMore: () => void }

/** Rows of one height, only those in sight drawn. */
export function Rows({ rows, q, hasMore, onMore }: RowsProps) {
  const t = useContactsText()
  const { me } = useDesk()
  const height = HEIGHTS[me.preferences.density ?? 'comfortable']
  const scroller = useRef<HTMLDivElement>(null)
  const [start] = useState(() => (last.q === q ? last.top : 0))
  const [sight, setSight] = useState({ top: start, room: 900 })

  const measure = useCallback(() => {
    const element = scroller.current
    if (!element) return
    last = { q, top: element.scrollTop }
    setSight({ top: element.scrollTop, room: element.clientHeight })
  }, [q])
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: start })
  }, [start])
  useEffect(() => {
    const observer = new ResizeObserver(measure)
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [measure])

  const { from, to } = windowOf({ ...sight, height, count: rows.length })
  useEffect(() => {
    if (hasMore && to > rows.length - AHEAD) onMore()
  }, [hasMore, to, rows.length, onMore])
  useCommands({ next: () => step(1), previous: () => step(-1) })

  /** The focus goes from row to row; what is out of sight is scrolled to first. */
  function step(by: 1 | -1): void {
    const links = [...(scroller.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at < 0 ? links.find((link) => link.getBoundingClientRect().top >= 0) : links[at + by]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div ref={scroller} className={css['scroller']} onScroll={measure}>
      <div className={css['titles']} aria-hidden>
        <span>{t('name')}</span>
        <span>{t('email')}</span>
        <span>{t('phone')}</span>
        <span className={css['number']}>{t('conversations')}</span>
        <span className={css['number']}>{t('seen')}</span>
      </div>
      <ul className={css['rows']} style={{ height: rows.length * height }} aria-label={t('contacts')}>
        {rows.slice(from, to).map((row, index) => (
          <Row
            key={row.id}
            row={row}
            top={(from + index) * height}
            height={height}
            place={from + index + 1}
            count={hasMore ? -1 : rows.length}
            onStep={step}
          />
        ))}
      </ul>
    </div>
  )
}
