import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../platform/db.ts'
import type { SimulationResult, StartSimulation } from './contract.ts'
import { simulate } from './simulate.ts'

export type Said = { progress: number } | { result: Omit<SimulationResult, 'lanes'> }

// A thread of its own: nobody's message waits for it.
const { databaseUrl, asked } = workerData as { databaseUrl: string; asked: StartSimulation }
const db = openDatabase(databaseUrl, { max: 2 })
const say = (said: Said) => parentPort?.postMessage(said)
let told = 0
try {
  const result = await simulate(db, asked, (percent) => {
    if (percent < told + 1) return
    told = Math.floor(percent)
    say({ progress: told })
  })
  say({ result })
} finally {
  await db.close()
}
