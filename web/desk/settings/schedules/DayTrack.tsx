import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { Span } from '../../../../server/schedules/contract.ts'
import { useSettingsText } from '../text.ts'
import { clockOf, DAY, moved, replaced, spansOn, STEP, without } from './week.ts'
import css from './Week.module.css'

type TrackProps = { day: number; name: string; week: readonly Span[]; onChange: (week: Span[]) => void }
type Edge = 'from' | 'to'

/** A day as a line: drag on it to open, drag an edge to change; the edges take arrow keys, and Delete closes. */
export function DayTrack({ day, name, week, onChange }: TrackProps) {
  const t = useSettingsText()
  const track = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<{ start: number; end: number } | null>(null)
  const minuteAt = ({ clientX }: { clientX: number }) => {
    const { left = 0, width = 1 } = track.current?.getBoundingClientRect() ?? {}
    const minute = ((clientX - left) / width) * DAY
    return Math.min(Math.max(Math.round(minute / STEP) * STEP, 0), DAY)
  }
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.target !== event.currentTarget) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const start = minuteAt(event)
    setDrawn({ start, end: start })
  }
  const finish = () => {
    setDrawn(null)
    if (drawn === null) return
    const [from, to] = [Math.min(drawn.start, drawn.end), Math.max(drawn.start, drawn.end)]
    // A click that drags nothing opens nothing.
    if (to - from >= STEP) onChange([...week, { day, from, to }])
  }
  const before = day === 1 ? 7 : day - 1
  return (
    <div
      ref={track}
      className={css['track']}
      title={t('schedules.draw')}
      onPointerDown={begin}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, end: minuteAt(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setDrawn(null)}
    >
      {spansOn(week, before).flatMap(({ span, index }) =>
        span.to > DAY ? [<div key={index} className={css['rest']} style={place(0, span.to - DAY)} />] : [],
      )}
      {spansOn(week, day).map(({ span, index }) => (
        <div key={index} className={css['block']} style={place(span.from, Math.min(span.to, DAY))}>
          {(['from', 'to'] as const).map((edge) => (
            <Handle
              key={edge}
              edge={edge}
              span={span}
              label={t(edge === 'from' ? 'schedules.from' : 'schedules.to', { day: name })}
              minuteAt={minuteAt}
              onChange={(next) => onChange(next === null ? without(week, index) : replaced(week, index, next))}
            />
          ))}
        </div>
      ))}
      {drawn && (
        <div
          className={css['drawn']}
          style={place(Math.min(drawn.start, drawn.end), Math.max(drawn.start, drawn.end))}
        />
      )}
    </div>
  )
}

const place = (from: number, to: number) => ({ left: `${(from / DAY) * 100}%`, width: `${((to - from) / DAY) * 100}%` })

type HandleProps = {
  edge: Edge
  span: Span
  label: string
  minuteAt: (event: { clientX: number }) => number
  onChange: (span: Span | null) => void
}

function Handle({ edge, span, label, minuteAt, onChange }: HandleProps) {
  const at = span[edge]
  const press = (event: KeyboardEvent) => {
    const to = targetOf(event.key, at)
    if (to === undefined) return
    event.preventDefault()
    onChange(to === null ? null : moved(span, edge, to))
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={edge === 'from' ? DAY : 2 * DAY}
      aria-valuenow={at}
      aria-valuetext={clockOf(at)}
      className={css['handle']}
      data-edge={edge}
      onKeyDown={press}
      onPointerDown={(event) => event.button === 0 && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) =>
        event.currentTarget.hasPointerCapture(event.pointerId) && onChange(moved(span, edge, minuteAt(event)))
      }
    />
  )
}

/** Where a key takes an edge; null: the span away; undefined: nowhere. */
function targetOf(key: string, at: number): number | null | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -STEP,
    ArrowDown: -STEP,
    ArrowRight: STEP,
    ArrowUp: STEP,
    PageDown: -60,
    PageUp: 60,
  }
  if (key === 'Delete' || key === 'Backspace') return null
  const step = steps[key]
  return step === undefined ? undefined : at + step
}
