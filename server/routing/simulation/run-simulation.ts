import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Task } from '../../platform/jobs/run-jobs.ts'
import type { Logger } from '../../platform/log.ts'
import type { SimulationResult, StartSimulation } from './contract.ts'
import { endSimulation, findSimulation, listLaneNames, noteProgress } from './queries.ts'
import type { Said } from './thread.ts'

export const SIMULATION_TASK = 'routing_simulation'
const LOOK_EACH_MS = 1_000
/** A thread that needs more than that has met data nobody thought of; it must not take the node with it. */
const MOST_MEMORY_MB = 1_500

type Parts = { db: Database; databaseUrl: string; log: Logger }

/** Plays one simulation in a thread; whoever cancels it is heard within a second. */
export const simulationTask =
  ({ db, databaseUrl, log }: Parts): Task =>
  async (payload) => {
    const { id } = payload as { id: number }
    const found = await findSimulation(db, clock.now(), id)
    if (found === null || found.state === 'done' || found.state === 'cancelled') return
    try {
      const result = await inThread(databaseUrl, found.asked, (progress) => noteProgress(db, id, progress, clock.now()))
      if (result === null) return
      const used = new Set([...result.happened.queues, ...result.changed.queues].map(({ lane }) => lane))
      const lanes = (await listLaneNames(db)).filter(({ lane }) => used.has(lane))
      await endSimulation(db, id, { state: 'done', result: { ...result, lanes } })
    } catch (error) {
      // Tried again it would fail again: whoever asked is told.
      log.error({ err: error, simulation: id }, 'a simulation failed')
      await endSimulation(db, id, { state: 'failed', result: null })
    }
  }

/** Null: it is not wanted any more. */
function inThread(
  databaseUrl: string,
  asked: StartSimulation,
  isWanted: (progress: number) => Promise<boolean>,
): Promise<Omit<SimulationResult, 'lanes'> | null> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(path.join(import.meta.dirname, 'thread.ts'), {
      workerData: { databaseUrl, asked },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    let progress = 0
    let isOver = false
    const look = setInterval(() => {
      isWanted(progress)
        .then((wanted) => (wanted ? undefined : end(() => resolve(null))))
        .catch(() => {})
    }, LOOK_EACH_MS)
    const end = (settle: () => void) => {
      // Before it is stopped: that, too, looks like a failure.
      isOver = true
      clearInterval(look)
      void thread.terminate().then(settle)
    }
    thread.on('message', (said: Said) => {
      if ('progress' in said) progress = said.progress
      else end(() => resolve(said.result))
    })
    thread.on('error', (error) => end(() => reject(error)))
    thread.on('exit', (code) => {
      clearInterval(look)
      if (!isOver) reject(new Error(`the thread of a simulation ended with ${code}`))
    })
  })
}
