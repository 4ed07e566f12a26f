import type { UserActor } from '../platform/pure/actor.ts'
import type { Chance } from './chance.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
type Window = { from: number; to: number }
export type ShiftStep = { agent: UserActor; at: number; key: 'online' | 'away' | 'offline' }

/** Who works when on a weekday, in hours of the day (UTC, an hour or two behind the shop's): one begins early, one stays late. */
const ROTA: readonly (readonly [number, number, number])[] = [
  [7.5, 11.5, 16],
  [8, 12, 16.5],
  [9, 12.5, 17.5],
  [10.5, 14, 19],
]
const LUNCH_HOURS = 0.75

/** On Saturdays two come, on Sundays nobody: what is written then waits for Monday. */
export function shiftsOf({ from, to }: Window, agent: UserActor, place: number, chance: Chance): ShiftStep[] {
  const [begins, lunch, ends] = ROTA[place % ROTA.length] ?? [8, 12, 17]
  const steps: ShiftStep[] = []
  for (const midnight of daysOf({ from, to })) {
    const day = new Date(midnight).getUTCDay()
    if (day === 0 || (day === 6 && place % 2 === 0)) continue
    const late = () => chance.below(12) * MINUTE
    for (const [hour, key] of [
      [begins, 'online'],
      [lunch, 'away'],
      [lunch + LUNCH_HOURS, 'online'],
      [ends, 'offline'],
    ] as const)
      steps.push({ agent, at: midnight + hour * HOUR + late(), key })
  }
  const kept = steps.filter(({ at }) => at >= from && at < to)
  // Whoever is in the middle of his day when the week is over goes home.
  return kept.at(-1)?.key === 'offline' || kept.length === 0 ? kept : [...kept, { agent, at: to, key: 'offline' }]
}

/** How many customers come in each hour of a weekday (UTC), and how many in a hundred of them at the weekend. */
const COME = [0, 0, 0, 0, 0, 0, 0.4, 1.2, 2.4, 3.6, 3.8, 2.6, 2.4, 3.2, 3.4, 2.8, 2.6, 1.8, 1.2, 0.8, 0.5, 0.2, 0, 0]
const WEEKEND: Readonly<Record<number, number>> = { 0: 35, 6: 65 }

export function arrivalsOf({ from, to }: Window, chance: Chance): number[] {
  return daysOf({ from, to })
    .flatMap((midnight) => {
      const percent = WEEKEND[new Date(midnight).getUTCDay()] ?? 100
      return COME.flatMap((many, hour) => {
        const wanted = (many * percent) / 100
        const n = Math.floor(wanted) + (chance.below(100) < (wanted % 1) * 100 ? 1 : 0)
        return Array.from({ length: n }, () => midnight + hour * HOUR + chance.below(HOUR))
      })
    })
    .filter((at) => at >= from && at < to)
    .sort((a, b) => a - b)
}

function daysOf({ from, to }: Window): number[] {
  const first = Math.floor(from / DAY) * DAY
  return Array.from({ length: Math.ceil((to - first) / DAY) }, (_, n) => first + n * DAY)
}
