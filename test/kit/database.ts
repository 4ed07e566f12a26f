import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { startEmbeddedDatabase } from '../../server/platform/embedded-database/start-embedded-database.ts'
import { migrate } from '../../server/platform/migrate.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations')
/** Any number nobody else uses: it serialises test files that want the template at the same moment. */
const templateLock = 4_274_187_302

let server: Promise<string> | undefined
/** The embedded server of this process has ended, and its databases with it. */
let ended = false

const atEnd: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of atEnd.reverse()) await end()
})

/** To be done after all tests of the file; what was registered last comes first, so that databases outlive what uses them. */
export const whenDone = (end: () => Promise<unknown>): unknown => atEnd.push(end)

/**
 * A database of its own, migrated, in milliseconds: cloned from a template that the first caller migrates. The server is
 * the one of TEST_DATABASE_URL (`npm test` starts it once for all files), or else an embedded one for this process.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  server ??= serverUrl()
  const maintenance = await server
  const template = await templateDatabase(maintenance)
  const name = `causerie_test_${randomBytes(6).toString('hex')}`
  await withClient(maintenance, (client) => client.query(`create database ${name} template ${template}`))
  return { url: databaseAt(maintenance, name), drop: () => drop(maintenance, name) }
}

/** One without tables, for what brings its own. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  server ??= serverUrl()
  const maintenance = await server
  const name = `causerie_test_${randomBytes(6).toString('hex')}`
  await withClient(maintenance, (client) => client.query(`create database ${name} encoding 'UTF8' template template0`))
  return { url: databaseAt(maintenance, name), drop: () => drop(maintenance, name) }
}

async function drop(maintenance: string, name: string): Promise<void> {
  if (!ended) await withClient(maintenance, (client) => client.query(`drop database if exists ${name} with (force)`))
}

async function serverUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return given
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-test-'))
  // Root's database runs as another user, who must pass through.
  await chmod(folder, 0o755)
  const log = { info() {}, warn: console.warn, error: console.error }
  const database = await startEmbeddedDatabase({ dataFolder: folder, log })
  const kill = () => database.kill()
  process.once('exit', kill)
  // A run that is broken off leaves no server behind.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  whenDone(async () => {
    ended = true
    process.removeListener('exit', kill)
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  })
  return database.url
}

/** Its name is made from the migrations' texts: a changed one gets a new template. */
async function templateDatabase(maintenance: string): Promise<string> {
  const name = `causerie_template_${await migrationsHash()}`
  await withClient(maintenance, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [name])
    if (rowCount === 1) return
    // A run that was killed may have left half of it.
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} encoding 'UTF8' template template0`)
    await migrate(databaseAt(maintenance, name))
    await client.query(`alter database ${name} is_template true`)
  })
  return name
}

async function migrationsHash(): Promise<string> {
  const names = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(path.join(migrationsFolder, name), 'utf8')))
  return createHash('sha256')
    .update(JSON.stringify([names, texts]))
    .digest('hex')
    .slice(0, 16)
}

function databaseAt(maintenance: string, name: string): string {
  const url = new URL(maintenance)
  url.pathname = `/${name}`
  return url.href
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'causerie test kit' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
