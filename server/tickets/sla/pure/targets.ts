import type { Status } from '../../contract.ts'
import type { Metric } from '../../pure/sla-metrics.ts'
import { isOver, type Track } from './track.ts'

/** How time is counted: all of it, or that of opening hours. `add` is null when it never comes to so much. */
export type Walk = { add(from: Date, ms: number): Date | null; between(from: Date, to: Date): number }

export type TargetState = 'running' | 'paused' | 'met' | 'breached'
/** How one target stands; instants in milliseconds. */
export type Target = {
  metric: Metric
  state: TargetState
  /** There is nothing more to be done for it. */
  isOver: boolean
  startedAt: number
  /** When it is, or was, missed; null while it is paused, and when it was met. */
  dueAt: number | null
  /** What is left of it, counted its own way, while it is paused. */
  leftMs: number | null
}

type Span = readonly [from: number, to: number | null]

/**
 * How a target stands now [SL2]. It is missed at the instant at which as much time has been counted as it allows: an answer
 * at that very instant is late. Null: nothing to measure.
 */
export function targetOf(metric: Metric, limitMs: number, track: Track, now: number, walk: Walk): Target | null {
  const spans = spansOf[metric](track)
  const [first] = spans
  if (first === undefined) return null
  const over = isDone(metric, track)
  const base = { metric, isOver: over, startedAt: first[0] }
  let left = limitMs
  for (const [from, to] of spans) {
    const due = walk.add(new Date(from), left)?.getTime() ?? null
    if (due !== null && due <= (to ?? now)) return { ...base, state: 'breached', dueAt: due, leftMs: null }
    if (to !== null) left -= walk.between(new Date(from), new Date(to))
    else if (due !== null) return { ...base, state: 'running', dueAt: due, leftMs: null }
  }
  return over
    ? { ...base, state: 'met', dueAt: null, leftMs: null }
    : { ...base, state: 'paused', dueAt: null, leftMs: left }
}

const isDone = (metric: Metric, track: Track): boolean =>
  metric === 'first_reply'
    ? track.answeredAt !== null
    : metric !== 'next_reply' && isOver(track.statuses.at(-1)?.[1] ?? 'new')

/** When each metric's clock runs, oldest first; the last one may go on. */
const spansOf: Readonly<Record<Metric, (track: Track) => Span[]>> = {
  first_reply: ({ statuses, answeredAt }) => statuses.slice(0, 1).map(([at]) => [at, answeredAt]),
  next_reply: ({ waitFrom }) => (waitFrom === null ? [] : [[waitFrom, null]]),
  requester_wait: whileIn('new', 'open', 'hold'),
  agent_work: whileIn('new', 'open'),
  resolution: whileIn('new', 'open', 'pending', 'hold'),
}

function whileIn(...counted: Status[]): (track: Track) => Span[] {
  return ({ statuses }) => {
    const spans: [number, number | null][] = []
    for (const [at, status] of statuses) {
      const running = spans.at(-1)
      if (running?.[1] === null && !counted.includes(status)) running[1] = at
      else if (running?.[1] !== null && counted.includes(status)) spans.push([at, null])
    }
    return spans
  }
}
