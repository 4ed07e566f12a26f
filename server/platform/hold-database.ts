import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from './log.ts'
import { connect, place } from './migrate.ts'
import { StartError } from './start-error.ts'

/** Any number nobody else uses. */
const LOCK = 4_274_187_302
/** A server killed a moment ago may still seem to hold it. */
const PATIENCE_MS = 3_000
const AGAIN_MS = 1_000

/**
 * Takes an external database for this server, as `lockFolder` takes a data folder: rights and settings are remembered in
 * memory, and a second server would not hear of their changes. When the line is lost the lock is taken again.
 */
export async function holdDatabase(databaseUrl: string, log: Logger): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  let held = await take(databaseUrl)
  if (held === null) throw inUse(databaseUrl)
  const done = keep()
  return {
    async stop() {
      stopping.abort()
      await held?.end().catch(() => {})
      await done
    },
  }

  async function keep(): Promise<void> {
    for (;;) {
      if (held !== null) await ended(held)
      if (stopping.signal.aborted) return
      await pause(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      held = await take(databaseUrl).catch(() => null)
      if (held === null)
        log.warn({}, 'the database is not held by this server: it is away, or another server has taken it')
    }
  }
}

const ended = (client: pg.Client): Promise<void> => new Promise((resolve) => client.once('end', () => resolve()))

async function take(databaseUrl: string): Promise<pg.Client | null> {
  const client = await connect(databaseUrl, 'causerie server')
  const deadline = performance.now() + PATIENCE_MS
  try {
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK])
      if (rows[0]?.taken === true) return client
      if (performance.now() > deadline) break
      await pause(100)
    }
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  await client.end()
  return null
}

const inUse = (databaseUrl: string): StartError =>
  new StartError(`The database${place(databaseUrl)} is in use by another Causerie server: stop that one first.`)
