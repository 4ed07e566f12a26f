import { memo, type PointerEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { InboxRow, ListKey } from '../../../server/tickets/contract.ts'
import { useColleagues } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useStore } from '../live/store.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { heldOffset, windowOf } from './list-window.ts'
import { Row } from './Row.tsx'
import { selection, selectTo, toggleSelected } from './selection.ts'
import css from './LiveList.module.css'

type LiveListProps = {
  rows: readonly InboxRow[]
  current: number | null
  view: ListKey
  hasMore: boolean
  onMore: () => void
  onHover: (id: number) => void
}

const HEIGHTS = { comfortable: 64, compact: 52 }

/**
 * Rows of one height, only those in sight rendered. When the order changes, what is under the pointer (or in sight, once
 * scrolled) stays where it is; what came in above is offered, not pushed in.
 */
export const LiveList = memo(function LiveList({ rows, current, view, hasMore, onMore, onHover }: LiveListProps) {
  const t = useDeskText()
  const { me } = useDesk()
  const height = HEIGHTS[me.preferences.density ?? 'comfortable']
  const scroller = useRef<HTMLDivElement>(null)
  const pointer = useRef<number | null>(null)
  const before = useRef<readonly number[]>([])
  const [sight, setSight] = useState({ top: 0, room: 800 })
  const [above, setAbove] = useState(0)
  // Room below a short list, so that it can be scrolled to hold a row in its place.
  const [extra, setExtra] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const colleagues = useColleagues()
  const colleaguesById = useMemo(() => new Map(colleagues.map((one) => [one.id, one])), [colleagues])
  const ids = rows.map((row) => row.conversationId)

  const measure = useCallback(() => {
    const element = scroller.current
    if (element) setSight({ top: element.scrollTop, room: element.clientHeight })
  }, [])
  useEffect(() => {
    const observer = new ResizeObserver(measure)
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [measure])

  const key = ids.join(' ')
  useLayoutEffect(() => {
    const element = scroller.current
    const old = before.current
    before.current = ids
    if (!element || old.length === 0) return
    const held = heldOffset({ old, now: ids, height, top: element.scrollTop, pointer: pointer.current })
    if (held === null || held === element.scrollTop) return
    const added = ids.slice(0, Math.round(held / height)).filter((id) => !old.includes(id)).length
    const missing = Math.max(0, held + element.clientHeight - ids.length * height)
    if (list.current) list.current.style.height = `${ids.length * height + missing}px`
    setExtra(missing)
    element.scrollTop = held
    setAbove((count) => count + added)
    measure()
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, height, measure])

  useLayoutEffect(() => {
    const index = current === null ? -1 : ids.indexOf(current)
    const element = scroller.current
    if (index < 0 || !element) return
    if (index * height < element.scrollTop) element.scrollTop = index * height
    else if ((index + 1) * height > element.scrollTop + element.clientHeight)
      element.scrollTop = (index + 1) * height - element.clientHeight
    // Only when another one is opened: a list that moves by itself does not pull the eye back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [current])

  const chosen = useStore(selection)
  const maySelect = useMay('conversations.reply')
  const order = useRef(ids)
  order.current = ids
  const select = useCallback(
    (id: number, isRange: boolean) => (isRange ? selectTo(order.current, id) : toggleSelected(id)),
    [],
  )

  const { from, to } = windowOf({ ...sight, height, count: rows.length })
  useEffect(() => {
    if (hasMore && to > rows.length - 20) onMore()
  }, [hasMore, to, rows.length, onMore])
  useEffect(() => {
    if (sight.top < height) setAbove(0)
  }, [sight.top, height])

  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType === 'mouse') pointer.current = event.clientY - event.currentTarget.getBoundingClientRect().top
  }
  const focusable = current !== null && ids.includes(current) ? current : ids[0]

  return (
    <div className={css['place']}>
      {above > 0 && (
        <button type="button" className={css['above']} onClick={() => scroller.current?.scrollTo({ top: 0 })}>
          {t('list.above', { n: above })}
        </button>
      )}
      <div
        ref={scroller}
        className={css['scroller']}
        onScroll={measure}
        onPointerMove={follow}
        onPointerLeave={() => {
          pointer.current = null
          setExtra(0)
        }}
      >
        <ul
          ref={list}
          className={css['rows']}
          style={{ height: rows.length * height + extra }}
          aria-label={t('list.label')}
          data-selecting={chosen.size > 0}
        >
          {rows.slice(from, to).map((row, index) => (
            <Row
              key={row.conversationId}
              row={row}
              view={view}
              top={(from + index) * height}
              height={height}
              place={from + index + 1}
              count={hasMore ? -1 : rows.length}
              isCurrent={row.conversationId === current}
              isSelected={maySelect ? chosen.has(row.conversationId) : null}
              onSelect={select}
              isFocusable={row.conversationId === focusable}
              colleagues={colleaguesById}
              onHover={onHover}
            />
          ))}
        </ul>
      </div>
    </div>
  )
})
