import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from './log.ts'
import { connect, place } from './migrate.ts'
import { StartError } from './start-error.ts'

/** Any number nobody else uses. */
const LOCK = 4_274_187_302
const KEYS = 4_274_187
const FOLDERS = 4_274_188
/** A server killed a moment ago may still seem to hold it. */
const PATIENCE_MS = 3_000
const AGAIN_MS = 1_000

export type Holder = {
  /** With a bus between them servers share the database; without one a server is alone on it. */
  shared: boolean
  /** What all servers on the database must have in common: the secret key, and the folder of the files. */
  key: Buffer
  folderId: string
}
export type HeldDatabase = {
  /** How many servers hold the database now, this one included. */
  count(): Promise<number>
  stop(): Promise<void>
}

/**
 * Takes an external database for this server, as `lockFolder` takes a data folder. Servers that hear each other (NATS_URL)
 * hold it together; one that does not would not hear of changed rights and settings, and must be the only one. Servers that
 * cannot read each other's secrets or files are refused. When the line is lost the lock is taken again.
 */
export async function holdDatabase(databaseUrl: string, holder: Holder, log: Logger): Promise<HeldDatabase> {
  const stopping = new AbortController()
  let held = await take(databaseUrl, holder)
  if (held === null) throw inUse(databaseUrl, holder)
  const stranger = await strangerTo(held, holder)
  if (stranger !== null) {
    await held.end().catch(() => {})
    throw stranger
  }
  const done = keep()
  return {
    count: async () => (held === null ? 0 : countHolders(held)),
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
      held = null
      await pause(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      held = await take(databaseUrl, holder).catch(() => null)
      if (held === null)
        log.warn({}, 'the database is not held by this server: it is away, or another server has taken it')
    }
  }
}

const ended = (client: pg.Client): Promise<void> => new Promise((resolve) => client.once('end', () => resolve()))

async function take(databaseUrl: string, { shared, key, folderId }: Holder): Promise<pg.Client | null> {
  const client = await connect(databaseUrl, 'causerie server')
  const deadline = performance.now() + PATIENCE_MS
  const attempt = `select pg_try_advisory_lock${shared ? '_shared' : ''}($1) as taken`
  try {
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>(attempt, [LOCK])
      if (rows[0]?.taken === true) {
        for (const [lock, value] of marks(key, folderId))
          await client.query('select pg_advisory_lock_shared($1::int, $2::int)', [lock, value])
        return client
      }
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

/** What a server has is told by locks that nobody ever waits for: they are gone with it, however it ends. */
const marks = (key: Buffer, folderId: string): [number, number][] => [
  [KEYS, numberOf('key', key)],
  [FOLDERS, numberOf('folder', folderId)],
]

const numberOf = (what: string, value: Buffer | string): number =>
  createHash('sha256').update(what).update(value).digest().readInt32BE(0)

/** Both see each other when two start at once: better none than two that cannot read each other's secrets. */
async function strangerTo(client: pg.Client, { key, folderId }: Holder): Promise<StartError | null> {
  const { rows } = await client.query<{ kind: number; value: number }>(
    `select distinct classid::bigint::int as kind, objid::bigint::bit(32)::int as value from pg_locks
     where locktype = 'advisory' and objsubid = 2 and classid::bigint in (${KEYS}, ${FOLDERS})
       and database = (select oid from pg_database where datname = current_database())`,
  )
  const isOther = (kind: number, value: number) => rows.some((row) => row.kind === kind && row.value !== value)
  const [[, mine], [, folder]] = marks(key, folderId) as [[number, number], [number, number]]
  if (isOther(KEYS, mine))
    return new StartError(
      'Another Causerie server runs on this database with another secret key. Set SECRET_KEY to the same value for all.',
    )
  if (isOther(FOLDERS, folder))
    return new StartError(
      'Another Causerie server runs on this database with other files. Set CAUSERIE_DATA to one folder that all servers share.',
    )
  return null
}

async function countHolders(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted and objsubid = 1
       and (classid::bigint << 32) + objid::bigint = ${LOCK}
       and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.n ?? 0
}

const inUse = (databaseUrl: string, { shared }: Holder): StartError =>
  new StartError(
    shared
      ? `The database${place(databaseUrl)} is in use by a Causerie server without NATS_URL: set it there, too.`
      : `The database${place(databaseUrl)} is in use by another Causerie server: stop that one first, or set NATS_URL for both.`,
  )
