import type { Tx } from '../../platform/db.ts'
import type { SimulationResult, StartSimulation } from './contract.ts'
import { change, type LocalHour } from './pure/change.ts'
import { happened, type Period, type Played } from './pure/period.ts'
import { play } from './pure/play.ts'
import { errorOf, summarize } from './pure/summary.ts'
import { readPeriod } from './read-period.ts'

/** What its parts take of a simulation, in a hundred. */
const [READING, PLAYING] = [30, 35]

/** Reads a period, plays it as it was and as it would have been. `progress`: 0 … 100. Takes seconds: in a thread of its own. */
export async function simulate(
  db: Tx,
  { from, to, timeZone, changes }: StartSimulation,
  progress: (percent: number) => void,
): Promise<Omit<SimulationResult, 'lanes'>> {
  const window = { from: new Date(from), to: new Date(to) }
  const period = await readPeriod(db, window, (share) => progress(READING * share))
  const before = playAll(period, (share) => progress(READING + PLAYING * share))
  const otherwise = change(period, changes, localHours(timeZone))
  const after = playAll(otherwise, (share) => progress(READING + PLAYING + PLAYING * share))
  const sides = {
    happened: summarize(period, happened(period), null),
    replayed: summarize(period, before.results, before.occupancy),
    changed: summarize(otherwise, after.results, after.occupancy),
  }
  return { ...sides, error: errorOf(sides.happened.all, sides.replayed.all) }
}

function playAll(period: Period, progress: (share: number) => void): Played {
  const playing = play(period)
  for (;;) {
    const step = playing.next()
    if (step.done === true) return step.value
    progress(step.value)
  }
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The clock and calendar of a place; each quarter of an hour is asked of the runtime once. */
export function localHours(timeZone: string): LocalHour {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  const known = new Map<number, { hour: number; day: number }>()
  return (at) => {
    const found = known.get(at)
    if (found !== undefined) return found
    const parts = format.formatToParts(at)
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
    const local = { hour: Number(part('hour')), day: DAYS.indexOf(part('weekday')) + 1 }
    known.set(at, local)
    return local
  }
}
