import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { maySimulate } from '../policy.ts'
import type { SimulationLine, SimulationView } from './contract.ts'
import { findSimulation, listSimulations } from './queries.ts'

const MOST_LISTED = 30

export const simulationReads: Read[] = [
  read(
    '/api/v1/simulations',
    { may: maySimulate, about: 'What was asked of the past, newest first.' },
    async ({ db, now }): Promise<SimulationLine[]> =>
      (await listSimulations(db, now, MOST_LISTED)).map((line) => ({
        ...line,
        createdAt: line.createdAt.toISOString(),
      })),
  ),
  read(
    '/api/v1/simulations/:id',
    {
      params: Type.Object({ id: Id }),
      may: maySimulate,
      about: 'One simulation: how far it is, and what came of it beside what happened.',
    },
    async ({ db, now, params }): Promise<SimulationView> => {
      const found = await findSimulation(db, now, params.id)
      if (found === null) throw new Refusal('simulation_not_found')
      return { ...found, createdAt: found.createdAt.toISOString() }
    },
  ),
]
