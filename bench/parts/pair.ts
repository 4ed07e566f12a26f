import type { Lab } from '../figures/figure.ts'
import { disagreement } from './agree.ts'
import { cpuOf } from './cpu.ts'
import { loadAverage, type Server, startBare, startCauserie } from './processes.ts'
import { setBareStage, setStage, type Stage } from './stage.ts'
import { load, type Result } from './throughput.ts'

const CONVERSATIONS = 500
export const PAIRS = 5

/** One of two sides, ready to be loaded. */
export type Side = {
  name: 'ours' | 'bare'
  server: Server
  stage: Stage
  wrong(result: Result): Promise<string | null>
}

/** What one half of a pair showed, beside its result. */
export type Half = Result & {
  wrong: string | null
  /** Processor time in microseconds a message. */
  cpu: { server: number; database: number; generator: number }
  /** How often the database forced its log to the disk. */
  syncs: number
  loadAverage: number
}

/** Both sides at once, each with a database of its own in the same PostgreSQL; only one is loaded at a time. */
export async function withBothSides<T>(lab: Lab, work: (sides: [Side, Side]) => Promise<T>): Promise<T> {
  const { database } = lab
  const urls = { ours: await database.create('pair_ours'), bare: await database.create('pair_bare') }
  const ours = await startCauserie(urls.ours, database.folder)
  const bare = await startBare(urls.bare, CONVERSATIONS)
  const stages = [
    await setStage(ours.port, urls.ours, CONVERSATIONS),
    await setBareStage(bare.port, CONVERSATIONS),
  ] as const
  try {
    return await work([
      { name: 'ours', server: ours, stage: stages[0], wrong: (result) => disagreement(result, urls.ours, 'messages') },
      {
        name: 'bare',
        server: bare,
        stage: stages[1],
        wrong: (result) => disagreement(result, urls.bare, 'bare_messages'),
      },
    ])
  } finally {
    for (const stage of stages) stage.close()
    await ours.stop()
    await bare.stop()
    for (const name of ['pair_ours', 'pair_bare']) await database.drop(name)
  }
}

/** A short warm-up, then the run itself, watched. */
export async function half({ database }: Lab, side: Side, run: (stage: Stage) => Promise<Result>): Promise<Half> {
  await load(side.stage, { inFlight: 64, total: 2_000 })
  const used = () => ({
    server: cpuOf(side.server.pid),
    database: cpuOf(database.pid()),
    // Ours alone: the servers are our children.
    generator: process.cpuUsage(),
  })
  const syncsBefore = await database.syncs()
  const before = used()
  const result = await run(side.stage)
  const after = used()
  const each = (microseconds: number) => Math.round(microseconds / result.sent.length)
  const generated = process.cpuUsage(before.generator)
  const syncs = (await database.syncs()) - syncsBefore
  return {
    ...result,
    wrong: syncs > 0 ? await side.wrong(result) : 'nothing was forced to the disk',
    syncs,
    cpu: {
      server: each((after.server - before.server) * 1_000),
      database: each((after.database - before.database) * 1_000),
      generator: each(generated.user + generated.system),
    },
    loadAverage: loadAverage(),
  }
}

/** A B A B: both sides in turn, so that what else the machine does falls on both. */
export async function inTurn(
  lab: Lab,
  [ours, bare]: [Side, Side],
  run: (stage: Stage) => Promise<Result>,
  tell: (half: Half) => string,
) {
  const halves: [Half, Half][] = []
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    const both: [Half, Half] = [await half(lab, ours, run), await half(lab, bare, run)]
    halves.push(both)
    lab.say(`  pair ${pair}: ours ${tell(both[0])}, bare ${tell(both[1])}; load ${both[1].loadAverage}`)
  }
  return halves
}
