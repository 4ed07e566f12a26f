import { rmSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedDatabase } from '../../server/platform/embedded-database/start-embedded-database.ts'

/** One PostgreSQL for all runs, in a temporary folder, with the product's own settings. */
export type BenchDatabase = {
  folder: string
  /** Makes an empty database; its address. */
  create(name: string): Promise<string>
  drop(name: string): Promise<void>
  /** As the database itself says. */
  settings(): Promise<{ fsync: string; synchronous_commit: string; server_version: string }>
  /** How often its log was forced to the disk so far, by whomever: its own statistics, a second late. */
  syncs(): Promise<number>
  /** Of its main process. */
  pid(): number
  stop(): Promise<void>
}

export async function startDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-bench-'))
  // Root's database runs as another user, who must pass through.
  await chmod(folder, 0o755)
  const log = { info() {}, warn: console.warn, error: console.error }
  const database = await startEmbeddedDatabase({ dataFolder: folder, log })
  const kill = () => {
    database.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', kill)
  return {
    folder,
    async create(name) {
      await query(database.url, `create database ${name}`)
      const url = new URL(database.url)
      url.pathname = `/${name}`
      return url.href
    },
    async drop(name) {
      await query(database.url, `drop database ${name} with (force)`)
    },
    async settings() {
      const names = ['fsync', 'synchronous_commit', 'server_version'] as const
      const [row] = await query(
        database.url,
        `select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`,
      )
      return {
        fsync: `${row?.fsync}`,
        synchronous_commit: `${row?.synchronous_commit}`,
        server_version: `${row?.server_version}`,
      }
    },
    async syncs() {
      const [row] = await query(database.url, `select sum(fsyncs) as n from pg_stat_io where object = 'wal'`)
      return Number(row?.n)
    },
    pid: () => database.pid,
    async stop() {
      await database.stop()
      process.removeListener('exit', kill)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One statement, or many without values, on a connection of its own. */
export async function query(url: string, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'causerie bench' })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, values)
    return rows
  } finally {
    await client.end()
  }
}
