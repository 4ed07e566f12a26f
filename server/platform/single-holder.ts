import type { Database } from './db.ts'
import type { Logger } from './log.ts'
import { pause } from './pause.ts'

export type SingleHolder = { stop(): Promise<void> }

const TRY_AGAIN_MS = 1_000

/**
 * Runs `work` on one node at a time: the holder keeps an advisory lock on a connection of its own and is told to stop
 * (`signal`) when that connection is lost. Others try again each second.
 */
export function holdAlone(
  db: Database,
  lock: number,
  log: Logger,
  work: (signal: AbortSignal) => Promise<void>,
): SingleHolder {
  const stopping = new AbortController()
  const done = (async () => {
    while (!stopping.signal.aborted) {
      await holdOnce(db, lock, work, stopping.signal).catch((error: Error) =>
        log.warn({ reason: error.message }, 'a single holder starts again'),
      )
      await pause(TRY_AGAIN_MS, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}

async function holdOnce(
  db: Database,
  lock: number,
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  const client = await db.connect()
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lock])
    if (rows[0]?.held === true) await work(AbortSignal.any([stop, lost.signal]))
  } finally {
    await client.end().catch(() => {})
  }
}
