import type { Span } from '../../../../server/schedules/contract.ts'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
export const DAY = 1440
/** What drags and arrow keys keep to. */
export const STEP = 15

/** "09:30" → 570; null when it is no time. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

/** 570 → "09:30"; the end of a day is the midnight it is called. */
export function clockOf(minute: number): string {
  const inDay = minute % DAY
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

/** An end that is not after its beginning is one of the next day. */
export const spanOf = (day: number, from: number, to: number): Span => ({ day, from, to: to <= from ? to + DAY : to })

/** Each with its place in the list, by which it is changed. */
export const spansOn = (week: readonly Span[], day: number): { span: Span; index: number }[] =>
  week
    .map((span, index) => ({ span, index }))
    .filter(({ span }) => span.day === day)
    .toSorted((a, b) => a.span.from - b.span.from)

export const without = (week: readonly Span[], index: number): Span[] => week.filter((_, each) => each !== index)
export const replaced = (week: readonly Span[], index: number, span: Span): Span[] =>
  week.map((known, each) => (each === index ? span : known))

/** The hours of one day put on others, in place of theirs. */
export function copied(week: readonly Span[], from: number, to: readonly number[]): Span[] {
  const others = to.filter((day) => day !== from)
  const model = spansOn(week, from).map(({ span }) => span)
  return [
    ...week.filter(({ day }) => !others.includes(day)),
    ...others.flatMap((day) => model.map((span) => ({ ...span, day }))),
  ]
}

/** A span to begin with: after the last of that day, else office hours. */
export function nextSpan(week: readonly Span[], day: number): Span {
  const last = spansOn(week, day).at(-1)?.span
  if (last === undefined) return { day, from: 540, to: 1080 }
  const from = Math.min(last.to + 60, DAY - 60)
  return { day, from, to: Math.min(from + 240, DAY) }
}

/** One edge moved: it stays a quarter of an hour from the other, and a span lasts a day at most. */
export function moved(span: Span, edge: 'from' | 'to', minute: number): Span {
  if (edge === 'from')
    return { ...span, from: clamp(minute, Math.max(0, span.to - DAY), Math.min(DAY, span.to) - STEP) }
  return { ...span, to: clamp(minute, span.from + STEP, span.from + DAY) }
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

type Stretch = { first: number; last: number; spans: Pick<Span, 'from' | 'to'>[] }

/** Days in a row that have the same hours, for a line that says the week. */
export function stretchesOf(week: readonly Span[]): Stretch[] {
  const stretches: (Stretch & { key: string })[] = []
  for (const day of WEEKDAYS) {
    const spans = spansOn(week, day).map(({ span: { from, to } }) => ({ from, to }))
    if (spans.length === 0) continue
    const key = JSON.stringify(spans)
    const before = stretches.at(-1)
    if (before?.key === key && before.last === day - 1) before.last = day
    else stretches.push({ first: day, last: day, spans, key })
  }
  return stretches.map(({ first, last, spans }) => ({ first, last, spans }))
}
