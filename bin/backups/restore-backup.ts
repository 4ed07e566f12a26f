import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { connect, migrate, newestMigration } from '../../server/platform/migrate.ts'
import { StartError } from '../../server/platform/start-error.ts'
import { copyIn } from './copy.ts'
import { count, sizeOf } from './make-backup.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { isEmpty, listTables } from './schema.ts'

export type RestoreOptions = { databaseUrl: string; dataFolder: string; folder: string; tell: (line: string) => void }

/** Puts a backup into an empty database and data folder. When it fails, the database is as empty as before. */
export async function restoreBackup({ databaseUrl, dataFolder, folder, tell }: RestoreOptions): Promise<void> {
  const manifest = await readWhole(folder)
  await refuseFull(databaseUrl, dataFolder)
  try {
    await migrate(databaseUrl, { upTo: manifest.migration })
    if (manifest.hasJobs) await runMigrations({ connectionString: databaseUrl })
    await load(databaseUrl, folder, manifest, tell)
    await migrate(databaseUrl)
  } catch (error) {
    await withClient(databaseUrl, (client) =>
      client.query('drop schema if exists graphile_worker cascade; drop schema public cascade; create schema public'),
    )
    throw error
  }
  await placeFiles(folder, dataFolder)
  tell(`${count(manifest.files.count, 'file')}, ${(manifest.files.bytes / 1_000_000).toFixed(1)} MB`)
}

/** Checked before anything is written: each table's file is as it was written, and all uploaded files are there. */
async function readWhole(folder: string) {
  const manifest = readManifest(folder)
  const newest = await newestMigration()
  if (manifest.migration > newest) {
    throw new StartError(
      `The backup was made by a newer version of Causerie (${manifest.version}): restore it with that version or a newer one.`,
    )
  }
  for (const { file, sha256 } of manifest.tables) {
    if ((await sha256Of(path.join(folder, file))) !== sha256) {
      throw new StartError(`The backup is damaged: ${path.join(folder, file)} is not as it was written.`)
    }
  }
  const { count: found, bytes } = await sizeOf(path.join(folder, 'files'))
  if (found !== manifest.files.count || bytes !== manifest.files.bytes) {
    throw new StartError(`The backup is damaged: ${path.join(folder, 'files')} does not hold what was written.`)
  }
  return manifest
}

async function sha256Of(file: string) {
  if (!existsSync(file)) return null
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

async function refuseFull(databaseUrl: string, dataFolder: string) {
  const files = path.join(dataFolder, 'files')
  if (existsSync(files) && (await readdir(files)).length > 0) {
    throw new StartError(`${files} is not empty: a backup is restored into an empty installation only.`)
  }
  if (!(await withClient(databaseUrl, isEmpty))) {
    throw new StartError('The database is not empty: a backup is restored into an empty installation only.')
  }
}

/** One transaction. Foreign keys are taken off and put back, so that the order of tables and rows does not matter. */
async function load(databaseUrl: string, folder: string, manifest: Manifest, tell: (line: string) => void) {
  await withClient(databaseUrl, async (client) => {
    await client.query('begin')
    const foreignKeys = await takeOffForeignKeys(client)
    // The migrations have put in first rows of their own.
    const present = (await listTables(client)).map(({ name }) => name)
    if (present.length > 0) await client.query(`truncate ${present.join(', ')}`)
    for (const { name, columns, file, rows } of manifest.tables) {
      const source = createReadStream(path.join(folder, file)).pipe(createGunzip())
      const loaded = await copyIn(client, `copy ${name} (${columns.join(', ')}) from stdin`, source)
      if (loaded !== rows) throw new Error(`${name}: ${loaded} rows loaded of ${rows}`)
      if (rows > 0) tell(`${name}: ${count(rows, 'row')}`)
    }
    for (const { table, name, definition } of foreignKeys) {
      await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    }
    for (const [name, value] of Object.entries(manifest.sequences)) {
      if (value !== null) await client.query('select setval($1::regclass, $2::bigint)', [name, value])
    }
    await client.query('commit')
    await client.query('analyze')
  })
}

async function takeOffForeignKeys(client: pg.Client) {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0 and connamespace::regnamespace::text in ('public', 'graphile_worker')`,
  )
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  return rows
}

async function placeFiles(folder: string, dataFolder: string) {
  await mkdir(dataFolder, { recursive: true })
  const files = path.join(folder, 'files')
  if (existsSync(files)) await cp(files, path.join(dataFolder, 'files'), { recursive: true })
  const key = path.join(folder, 'secret.key')
  if (!existsSync(key)) return
  await copyFile(key, path.join(dataFolder, 'secret.key'))
  await chmod(path.join(dataFolder, 'secret.key'), 0o600)
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(connectionString, 'causerie restore')
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
