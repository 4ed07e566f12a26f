import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { needsRights } from './needs-rights.ts'
import { StartError } from './start-error.ts'

type Migration = { number: number; name: string; sql: string; checksum: string }
type Applied = { number: number; name: string; checksum: string }

const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations')
const oldestPostgres = 15

/** Any number nobody else uses: it serialises servers that start at the same moment. */
const advisoryLock = 4_274_187_301

/**
 * Brings the database to the version of this code: forward only, each file in a transaction of its own. Throws a
 * StartError, with the data untouched, when the database cannot be reached, is too old, or was written by newer code.
 */
export async function migrate(
  databaseUrl: string,
  { folder = migrationsFolder, upTo = Number.POSITIVE_INFINITY }: { folder?: string; upTo?: number } = {},
): Promise<{ applied: string[] }> {
  const migrations = (await readMigrations(folder)).filter(({ number }) => number <= upTo)
  const client = await connect(databaseUrl)
  try {
    if (missing(migrations, await readApplied(client)).length === 0) return { applied: [] }
    return { applied: await needsRights(() => applyMissing(client, migrations)) }
  } finally {
    await client.end()
  }
}

/** The number of the newest migration this code knows; backups carry it. */
export async function newestMigration(folder = migrationsFolder) {
  return (await readMigrations(folder)).at(-1)?.number ?? 0
}

/** Does it while no other server does, or migrates. */
export async function oneAtATime<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = await connect(databaseUrl)
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock])
    return await work()
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client, migrations: Migration[]) {
  await client.query('select pg_advisory_lock($1)', [advisoryLock])
  await client.query(`create table if not exists migrations (
    number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
  // Another server may have applied them while this one waited for the lock.
  const todo = missing(migrations, await readApplied(client))
  for (const migration of todo) await apply(client, migration)
  return todo.map(({ name }) => name)
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration) {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migrations (number, name, checksum) values ($1, $2, $3)', [number, name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new StartError(`Migration ${name} failed and was undone: ${reason(error, sql)}.`)
  }
}

/** What is left to apply. Refuses data that this code does not know. */
function missing(migrations: Migration[], applied: Applied[]) {
  const known = new Map(migrations.map((migration) => [migration.number, migration]))
  for (const { number, name, checksum } of applied) {
    const migration = known.get(number)
    if (!migration) {
      const newest = migrations.at(-1)?.name ?? 'none'
      throw new StartError(
        `The data was written by a newer version of Causerie (it has ${name}, this version ends with ${newest}): install that version or a newer one.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new StartError(`The data was written with another text of migration ${name} than this version has.`)
    }
  }
  const done = new Set(applied.map(({ number }) => number))
  return migrations.filter(({ number }) => !done.has(number))
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  try {
    return (await client.query<Applied>('select number, name, checksum from migrations order by number')).rows
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42P01') return []
    throw error
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)))
  // Numbers are reserved while the work is under way, so one may be missing; none is there twice.
  migrations.forEach(({ number, name }, index) => {
    if (!(number > (migrations[index - 1]?.number ?? 0)))
      throw new StartError(`Migration ${name} needs a number of its own.`)
  })
  return migrations
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { number: Number.parseInt(name, 10), name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

/** Connects, or says in one line why not; refuses a server that is too old or does not store UTF-8. */
export async function connect(connectionString: string, name = 'causerie migrate'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: name })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new StartError(`The database${place(connectionString)} cannot be reached: ${reason(error)}.`)
  }
  await refuseUnfit(client)
  return client
}

async function refuseUnfit(client: pg.Client) {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
  )
  const { version = 0, encoding } = rows[0] ?? {}
  if (version >= oldestPostgres && encoding === 'UTF8') return
  await client.end()
  throw new StartError(
    version < oldestPostgres
      ? `The database is PostgreSQL ${version}: Causerie needs ${oldestPostgres} or newer.`
      : `The database is encoded in ${encoding}: Causerie needs UTF8 (create database … encoding 'UTF8' template template0).`,
  )
}

/** Where it was looked for, without user and password. */
export function place(connectionString: string) {
  if (!URL.canParse(connectionString)) return ''
  const { host, pathname, searchParams } = new URL(connectionString)
  return ` at ${searchParams.get('host') ?? host}${pathname}`
}

function reason(error: unknown, sql?: string) {
  if (!(error instanceof Error)) return String(error)
  const line =
    error instanceof pg.DatabaseError && error.position ? ` (line ${lineOf(sql, Number(error.position))})` : ''
  const text = error instanceof AggregateError ? error.errors.map(String).join(', ') : error.message
  return `${text.replaceAll('\n', ' ').replace(/\.$/, '')}${line}`
}

function lineOf(sql = '', position: number) {
  return sql.slice(0, position).split('\n').length
}
