import type { Holiday, Hours, Span } from '../contract.ts'

/** Part of a day, in milliseconds from its midnight by the clock on the wall. */
export type Part = readonly [from: number, to: number]

const MINUTE = 60_000
const DAY = 86_400_000

const compiled = new WeakMap<Hours, (day: number) => readonly Part[]>()

/** The open parts of a day (days since 1970), in order, none touching: the week less the holidays. */
export function openOn(hours: Hours): (day: number) => readonly Part[] {
  let found = compiled.get(hours)
  if (found === undefined) compiled.set(hours, (found = compile(hours)))
  return found
}

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
/** 1 Monday … 7 Sunday; 1970 began on a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

function compile({ week, holidays }: Hours): (day: number) => readonly Part[] {
  const usual = [1, 2, 3, 4, 5, 6, 7].map((weekday) => openByWeek(week, weekday))
  const byYear = new Map<number, Map<number, readonly Part[]>>()
  const onWeekday = (day: number) => usual[weekdayOf(day) - 1] ?? []
  return (day) => {
    if (holidays.length === 0) return onWeekday(day)
    const year = new Date(day * DAY).getUTCFullYear()
    let special = byYear.get(year)
    if (special === undefined) byYear.set(year, (special = specialDays(holidays, year, onWeekday)))
    return special.get(day) ?? onWeekday(day)
  }
}

function openByWeek(week: readonly Span[], weekday: number): Part[] {
  const before = weekday === 1 ? 7 : weekday - 1
  return union(
    week.flatMap(({ day, from, to }): Part[] => [
      ...(day === weekday ? [[from * MINUTE, Math.min(to * MINUTE, DAY)] as const] : []),
      ...(day === before && to * MINUTE > DAY ? [[0, to * MINUTE - DAY] as const] : []),
    ]),
  )
}

/** The days of this year that a holiday touches, with what stays open on them. */
function specialDays(holidays: readonly Holiday[], year: number, usual: (day: number) => readonly Part[]) {
  const closed = new Map<number, Part[]>()
  for (const holiday of holidays)
    for (const first of firstDays(holiday, year))
      for (let day = first; day <= first + dayOf(holiday.to) - dayOf(holiday.from); day += 1) {
        if (new Date(day * DAY).getUTCFullYear() !== year) continue
        const { hours } = holiday
        const part: Part = hours === null ? [0, DAY] : [hours.from * MINUTE, hours.to * MINUTE]
        closed.set(day, [...(closed.get(day) ?? []), part])
      }
  return new Map([...closed].map(([day, parts]) => [day, without(usual(day), union(parts))]))
}

/** Whether this day is one of its holidays, whatever stays open on it. */
export const isHolidayOn = ({ holidays }: Hours, day: number): boolean =>
  holidays.some((holiday) =>
    firstDays(holiday, new Date(day * DAY).getUTCFullYear()).some(
      (first) => first <= day && day <= first + dayOf(holiday.to) - dayOf(holiday.from),
    ),
  )

/** Where it begins, of all that may reach into this year. */
function firstDays({ from, yearly }: Holiday, year: number): number[] {
  if (!yearly) return [dayOf(from)]
  return [year - 1, year].flatMap((each) => {
    if (each < Number(from.slice(0, 4))) return []
    const date = `${each}${from.slice(4)}`
    const day = dayOf(date)
    return dateOf(day) === date ? [day] : []
  })
}

function union(parts: readonly Part[]): Part[] {
  const joined: [number, number][] = []
  for (const [from, to] of parts.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (from < to) joined.push([from, to])
  }
  return joined
}

function without(parts: readonly Part[], taken: readonly Part[]): Part[] {
  return taken.reduce<Part[]>(
    (left, [from, to]) =>
      left.flatMap((part): Part[] =>
        [[part[0], Math.min(part[1], from)] as const, [Math.max(part[0], to), part[1]] as const].filter(
          (each) => each[0] < each[1],
        ),
      ),
    [...parts],
  )
}
