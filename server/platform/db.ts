import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { type Asked, openBatches } from './batch.ts'

const INT8 = 20
const INT8_ARRAY = 1016
/** Ids are bigint in PostgreSQL and stay far below 2^53, so they are numbers here. */
pg.types.setTypeParser(INT8, Number)
pg.types.setTypeParser(INT8_ARRAY as typeof INT8, (value: string) =>
  value === '{}' ? [] : value.slice(1, -1).split(',').map(Number),
)

/** A statement: a `sql` template, or a named (prepared once a connection) one for hot paths. */
export type Statement = Sql | { name: string; text: string; values: unknown[] }

/** What queries run on: one connection inside a transaction, or the pool outside. */
export type Tx = {
  /** Any number of rows. */
  rows<Row>(statement: Statement): Promise<Row[]>
  /** The first row, or null. */
  maybe<Row>(statement: Statement): Promise<Row | null>
  /** The only row; throws when there is none (a bug, not a refusal). */
  row<Row>(statement: Statement): Promise<Row>
  /** Number of rows changed. */
  run(statement: Statement): Promise<number>
}

export type Database = Tx & {
  /**
   * Runs `work` and commits. Statements that need no answer before the commit are given back as `writing`: they and the
   * COMMIT go to the database together.
   */
  transaction<T>(work: (tx: Tx, writing: Promise<unknown>[]) => Promise<T>): Promise<T>
  /** A connection outside the pool, for advisory locks that live as long as it. */
  connect(): Promise<pg.Client>
  pool: pg.Pool
  close(): Promise<void>
}

type Queryable = { query(statement: Asked): Promise<{ rows: unknown[]; rowCount: number | null }> }

/**
 * Queries on one connection are sent without waiting for the one before (pipelined); PostgreSQL runs them in order. Within a
 * transaction, those of one turn are sent as one batch.
 */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Database {
  const config: pg.PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    max: options.max ?? 20,
    application_name: 'causerie',
    // Hot statements are prepared once and planned once: planning them anew costs more than running them.
    options: '-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // No write lasts over a second (the whole-log readers wait for the oldest); reads of exports may take longer.
    idle_in_transaction_session_timeout: 10_000,
    pipeline: true,
  }
  const pool = new pg.Pool(config)
  // The pool is closed before its connections are: one that the database ends meanwhile is no loss.
  let closing = false
  pool.on('error', (error) => {
    if (!closing) options.onError?.(error)
  })
  return {
    ...txOf(pool),
    pool,
    transaction: (work) => inTransaction(pool, work),
    async connect() {
      const client = new pg.Client({ connectionString: url, application_name: 'causerie-lock' })
      // The database may end it in the breath in which it is made, before the caller can listen.
      client.on('error', () => {})
      await client.connect()
      return client
    },
    close() {
      closing = true
      return pool.end()
    },
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Tx, writing: Promise<unknown>[]) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const { ask, flush } = openBatches(client)
  let broken: Error | undefined
  try {
    // Not awaited: the first statement follows in the same packet. A failed BEGIN fails that one too.
    const beginning = ask(BEGIN)
    // It fails a moment before the statement that is waited for: unheard in between, it would end the process.
    beginning.catch(() => {})
    const writing: Promise<unknown>[] = [beginning]
    const result = await work(txOf({ query: ask }), writing).catch((error: unknown) => settled(writing, error))
    const committing = ask(COMMIT)
    await Promise.all([...writing, committing])
    // After a failed statement PostgreSQL answers COMMIT by rolling back.
    if ((await committing).command !== 'COMMIT') throw new Error('the transaction was rolled back')
    return result
  } catch (error) {
    // Sent by itself: behind a failed statement of its batch it would not be run.
    flush()
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

const BEGIN = { name: 'begin', text: 'BEGIN', values: [] }
const COMMIT = { name: 'commit', text: 'COMMIT', values: [] }

/** Nothing under way is left unheard when the work fails. What failed first is why the statements after it failed. */
async function settled(writing: readonly Promise<unknown>[], error: unknown): Promise<never> {
  const failed = (await Promise.allSettled(writing)).find((outcome) => outcome.status === 'rejected')
  throw failed?.reason ?? error
}

function txOf(on: Queryable): Tx {
  const send = (statement: Statement) => on.query(statement)
  return {
    rows: async <Row>(statement: Statement) => (await send(statement)).rows as Row[],
    maybe: async <Row>(statement: Statement) => ((await send(statement)).rows[0] as Row | undefined) ?? null,
    async row<Row>(statement: Statement) {
      const row = (await send(statement)).rows[0] as Row | undefined
      if (row === undefined) throw new Error('expected a row')
      return row
    },
    run: async (statement) => (await send(statement)).rowCount ?? 0,
  }
}

const RETRY_AT_ONCE = new Set(['40P01', '40001'])
const LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
])

/** A deadlock or serialization failure: nothing happened, do it again. */
export const isContention = (error: unknown): boolean => RETRY_AT_ONCE.has(codeOf(error))

/** The database is gone, starting or full of connections: what was asked may be asked again. */
export function isDatabaseLost(error: unknown): boolean {
  if (LOST.has(codeOf(error))) return true
  const message = error instanceof Error ? error.message : ''
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Client was closed/.test(
    message,
  )
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
