/** Moments to sleep until, from now on this person's clock. Pure. */
export type SnoozeKey = 'later' | 'tomorrow' | 'monday' | 'week'

export function snoozeChoices(now: Date): { id: SnoozeKey; at: Date }[] {
  const later = new Date(now.getTime() + 3 * 3_600_000)
  later.setMinutes(later.getMinutes() < 30 ? 0 : 30, 0, 0)
  const choices: { id: SnoozeKey; at: Date }[] = [
    { id: 'later', at: later },
    { id: 'tomorrow', at: morning(now, 1) },
    { id: 'monday', at: morning(now, (8 - now.getDay()) % 7 || 7) },
    { id: 'week', at: morning(now, 7) },
  ]
  // On a Sunday, Monday is tomorrow; on a Monday, it is in a week: said once.
  return choices.filter(({ at }, index) => choices.findIndex((other) => other.at.getTime() === at.getTime()) === index)
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9, 0, 0)
}

/** For an `<input type="datetime-local">`. */
export function localInput(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
