import type { Holiday } from '../../../../server/schedules/contract.ts'

/** When it comes next, as `2027-05-01`; null when it is over. `today` likewise. */
export function nextDate({ from, to, yearly }: Holiday, today: string): string | null {
  if (to >= today) return from
  if (!yearly) return null
  const year = Number(today.slice(0, 4))
  // Four years on there is a 29 February again, eight across a century.
  for (let next = year; next <= year + 8; next += 1) {
    const date = `${next}${from.slice(4)}`
    if (date >= today && exists(date)) return date
  }
  return null
}

const exists = (date: string): boolean => {
  const at = Date.parse(date)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

/** What comes first stands first; what is over, last. Each with its place in the list, by which it is changed. */
export function inOrder(
  holidays: readonly Holiday[],
  today: string,
): { holiday: Holiday; index: number; next: string | null }[] {
  return holidays
    .map((holiday, index) => ({ holiday, index, next: nextDate(holiday, today) }))
    .toSorted((a, b) => compare(a.next ?? '9', b.next ?? '9') || compare(b.holiday.from, a.holiday.from))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** The same holiday twice is one. */
export const isKnown = (known: readonly Holiday[], { name, from, to, yearly, hours }: Holiday): boolean =>
  known.some(
    (each) =>
      each.name.toLowerCase() === name.toLowerCase() &&
      each.from === from &&
      each.to === to &&
      each.yearly === yearly &&
      each.hours?.from === hours?.from &&
      each.hours?.to === hours?.to,
  )
