import type { Holiday } from '../schedules/contract.ts'

const DAY = 86_400_000
const FIRST_YEAR = 2020

const fixed: [monthDay: string, name: string][] = [
  ['01-01', 'Jour de l’An'],
  ['05-01', 'Fête du Travail'],
  ['05-08', 'Victoire 1945'],
  ['07-14', 'Fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'Armistice 1918'],
  ['12-25', 'Noël'],
]
const afterEaster: [days: number, name: string][] = [
  [1, 'Lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'Lundi de Pentecôte'],
]

/** The public holidays of France: those that stay on their day each year, those that move with Easter for these years. */
export function frenchHolidays(years: readonly number[]): Holiday[] {
  const on = (date: string, name: string, yearly: boolean): Holiday => ({
    name,
    from: date,
    to: date,
    yearly,
    hours: null,
  })
  return [
    ...fixed.map(([monthDay, name]) => on(`${FIRST_YEAR}-${monthDay}`, name, true)),
    ...years.flatMap((year) =>
      afterEaster.map(([days, name]) =>
        on(new Date(easter(year) + days * DAY).toISOString().slice(0, 10), name, false),
      ),
    ),
  ]
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)
}
