import type { Runner } from 'graphile-worker'
import pg from 'pg'
import type { Tx } from '../db.ts'
import type { Logger } from '../log.ts'
import { needsRights } from '../needs-rights.ts'
import { pause } from '../pause.ts'

/** A task gets the payload its job was saved with, and is tried again with growing pauses when it throws. */
export type Task = (payload: unknown) => Promise<void>

export type JobParts = {
  databaseUrl: string
  log: Logger
  tasks: Readonly<Record<string, Task>>
  /** Lines of crontab(5): `5 * * * * housekeeping`; each runs on one node only. */
  crontab: string
  /** Milliseconds before the first job: what serves people starts first. */
  delayMs?: number
  /** Milliseconds between looks for jobs whose time has come; new ones are heard of at once. */
  pollMs?: number
}
export type Jobs = { stop(): Promise<void> }

const DELAY_MS = 3_000
const AGAIN_MS = 5_000
const POLL_MS = 5_000
const AT_ONCE = 2

/** Makes the queue's tables when they are not there: commands put jobs into them by their own transactions. */
export async function prepareJobs(db: Tx, databaseUrl: string): Promise<void> {
  const { ready } = await db.row<{ ready: boolean }>({
    name: 'jobs.ready',
    text: `select to_regclass('graphile_worker.migrations') is not null as ready`,
    values: [],
  })
  if (ready) return
  const { runMigrations } = await import('graphile-worker')
  const logger = await silent()
  await needsRights(() => runMigrations({ connectionString: databaseUrl, logger }))
}

/**
 * Works off the jobs, beside the server and on connections of its own. The code is loaded after the start; when the
 * database goes away the worker starts again until it is back. `stop` lets jobs under way end.
 */
export function startJobs(parts: JobParts): Jobs {
  const stopping = new AbortController()
  const done = run(parts, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}

/**
 * Each of these lists of tasks has workers of its own, and so has all that is in none: what calls out may have to wait long for
 * an answer, and keeps nothing else waiting.
 */
export function startLanes({ tasks, crontab, ...parts }: JobParts, own: readonly (readonly string[])[]): Jobs {
  const apart = new Set(own.flat())
  const named = (isIn: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(tasks).filter(([name]) => isIn(name)))
  const lanes = [
    startJobs({ ...parts, tasks: named((name) => !apart.has(name)), crontab }),
    ...own.map((names) => startJobs({ ...parts, tasks: named((name) => names.includes(name)), crontab: '' })),
  ]
  return {
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

async function run(parts: JobParts, stop: AbortSignal): Promise<void> {
  await pause(parts.delayMs ?? DELAY_MS, stop)
  while (!stop.aborted) {
    await runOnce(parts, stop).catch((error: Error) => {
      if (!stop.aborted) parts.log.warn({ reason: error.message }, 'the jobs start again')
    })
    await pause(AGAIN_MS, stop)
  }
}

async function runOnce(
  { databaseUrl, log, tasks, crontab, pollMs = POLL_MS }: JobParts,
  stop: AbortSignal,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: AT_ONCE + 2, application_name: 'causerie-jobs' })
  const lost = (error: Error) => log.warn({ reason: error.message }, 'a connection of the jobs was lost')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  try {
    const { parseCrontab, run: start } = await import('graphile-worker')
    const runner = await start({
      pgPool: pool,
      taskList: tasks,
      parsedCronItems: parseCrontab(crontab),
      concurrency: AT_ONCE,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: await loggerOf(log),
      // Batched, even of one: only then does stopping wait until what was done is noted as done.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
    await endOf(runner, stop)
  } finally {
    await pool.end()
  }
}

/** When the runner has ended: because it was told to, or because it gave up. */
async function endOf(runner: Runner, stop: AbortSignal): Promise<void> {
  let stopped: Promise<void> | undefined
  const end = () => {
    stopped = runner.stop().catch(() => {})
  }
  stop.addEventListener('abort', end)
  if (stop.aborted) end()
  try {
    await runner.promise
  } finally {
    stop.removeEventListener('abort', end)
    await stopped
  }
}

async function loggerOf(log: Logger) {
  const { Logger: WorkerLogger } = await import('graphile-worker')
  const child = log.child({ part: 'jobs' })
  // What it tells on each start and job is of no interest to an operator.
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') child.error(message)
    else if (level === 'warning') child.warn(message)
    else child.debug(message)
  })
}

async function silent() {
  const { Logger: WorkerLogger } = await import('graphile-worker')
  return new WorkerLogger(() => () => {})
}
