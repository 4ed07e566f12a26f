import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { MOST_DAYS, SimulationRef, StartSimulation } from './contract.ts'
import { maySimulate } from '../policy.ts'
import { countRunning, endSimulation, findSimulation, insertSimulation } from './queries.ts'
import { SIMULATION_TASK } from './run-simulation.ts'
import { localHours } from './simulate.ts'

const DAY_MS = 86_400_000
/** More at once would only make each slower. */
const MOST_AT_ONCE = 2

/** Plays a period again, with other people, limits or hours; how far it is, and what came of it, is read. */
export const startSimulation = command(
  'simulation.start',
  { input: StartSimulation, may: maySimulate, about: 'Play a past period again, as it would have been otherwise.' },
  async (ctx, asked): Promise<{ id: number }> => {
    requirePeriod(asked, ctx.now)
    if (ctx.actor.kind !== 'user') throw new Refusal('not_allowed')
    if ((await countRunning(ctx.tx, ctx.now)) >= MOST_AT_ONCE) throw new Refusal('simulation_running')
    const id = await insertSimulation(ctx.tx, { asked, userId: ctx.actor.userId, at: ctx.now })
    ctx.jobs.push({ task: SIMULATION_TASK, payload: { id }, key: `${SIMULATION_TASK}:${id}` })
    return { id }
  },
)

export const cancelSimulation = command(
  'simulation.cancel',
  { input: SimulationRef, may: maySimulate, about: 'Stop a simulation that is still running.' },
  async (ctx, { id }): Promise<null> => {
    if ((await findSimulation(ctx.tx, ctx.now, id)) === null) throw new Refusal('simulation_not_found')
    if ((await endSimulation(ctx.tx, id, { state: 'cancelled', result: null })) === 0)
      throw new Refusal('simulation_over')
    return null
  },
)

function requirePeriod({ from, to, timeZone }: StartSimulation, now: Date): void {
  const [begins, ends] = [Date.parse(from), Date.parse(to)]
  const fields: { field: string; message: string }[] = []
  if (ends <= begins || ends - begins > MOST_DAYS * DAY_MS)
    fields.push({ field: 'to', message: `is to be after "from", by at most ${MOST_DAYS} days` })
  if (ends > now.getTime() + 60_000) fields.push({ field: 'to', message: 'is to be in the past' })
  if (!isZone(timeZone)) fields.push({ field: 'timeZone', message: 'is no time zone' })
  if (fields.length > 0) throw new Refusal('simulation_period_invalid', { fields })
}

function isZone(timeZone: string): boolean {
  try {
    return localHours(timeZone)(0).day > 0
  } catch {
    return false
  }
}
