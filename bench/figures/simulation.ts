import { Worker } from 'node:worker_threads'
import path from 'node:path'
import { query } from '../parts/database.ts'
import { startCauserie } from '../parts/processes.ts'
import { writeWeek } from '../parts/routing-week.ts'
import { seedAgents } from '../parts/seed-routing.ts'
import type { SimulationResult } from '../../server/routing/simulation/contract.ts'
import type { Run } from './figure.ts'

const [CONVERSATIONS, AGENTS] = [50_000, 100]
const thread = path.resolve(import.meta.dirname, '../../server/routing/simulation/thread.ts')

/** A week read from the log, played as it was and with five agents more: how long it takes, and how near the first comes to the truth. */
export const simulation: Run = {
  keys: ['simulate_week_s', 'sim_error'],
  async measure({ database, say }) {
    const url = await database.create('simulation')
    try {
      await (await startCauserie(url, database.folder)).stop()
      const agents = await seedAgents(url, AGENTS)
      // All in one group, as the week has it.
      await query(url, `delete from group_members where group_id <> 1`)
      const to = Math.floor(Date.now() / 3_600_000) * 3_600_000
      const events = await writeWeek(url, { to, conversations: CONVERSATIONS, agentIds: agents.map(({ id }) => id) })
      say(`${CONVERSATIONS} conversations, ${AGENTS} agents, ${events} events of a week`)
      const asked = {
        from: new Date(to - 7 * 86_400_000).toISOString(),
        to: new Date(to).toISOString(),
        timeZone: 'UTC',
        changes: { staffing: [{ agents: 5, fromHour: 9, toHour: 18, days: [], groupId: 1, skillIds: [] }] },
      }
      const began = performance.now()
      const result = await played(url, asked)
      const seconds = (performance.now() - began) / 1_000
      const { happened, replayed, changed, error } = result
      say(
        `Simulated in ${seconds.toFixed(1)} s: p50/p90 ${happened.all.p50Ms}/${happened.all.p90Ms} ms happened, ${replayed.all.p50Ms}/${replayed.all.p90Ms} replayed`,
      )
      const details = { happened: happened.all, replayed: replayed.all, changed: changed.all, events }
      return { simulate_week_s: { value: seconds, details }, sim_error: { value: error, details } }
    } finally {
      await database.drop('simulation')
    }
  },
}

function played(databaseUrl: string, asked: object): Promise<SimulationResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData: { databaseUrl, asked } })
    worker.on('error', reject)
    worker.on('message', (said: { result?: SimulationResult }) => {
      if (said.result !== undefined) resolve(said.result)
    })
  })
}
