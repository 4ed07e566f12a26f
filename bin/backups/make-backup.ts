import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { cp, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { connect } from '../../server/platform/migrate.ts'
import { StartError } from '../../server/platform/start-error.ts'
import { copyOut } from './copy.ts'
import { type Manifest, manifestFile } from './manifest.ts'
import { hasSchema, isEmpty, listTables, readSequences, type Table } from './schema.ts'

export type BackupOptions = { databaseUrl: string; dataFolder: string; folder: string; tell: (line: string) => void }

/**
 * Writes the whole installation, as it is at one moment, into a new folder. The server may go on working. The folder
 * appears under its name when it is whole.
 */
export async function makeBackup({ databaseUrl, dataFolder, folder, tell }: BackupOptions): Promise<Manifest> {
  if (existsSync(folder)) throw new StartError(`${folder} is there already: choose another name for the backup.`)
  const draft = `${folder}.part`
  await rm(draft, { recursive: true, force: true })
  await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 })
  const database = await dumpDatabase(databaseUrl, draft, tell)
  // After the database: a file is there before the message that shows it, and never changes.
  const files = await copyFiles(dataFolder, draft)
  tell(`${count(files.count, 'file')}, ${(files.bytes / 1_000_000).toFixed(1)} MB`)
  const manifest: Manifest = { format: 1, version: version(), at: new Date().toISOString(), ...database, files }
  await writeFile(path.join(draft, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, folder)
  return manifest
}

async function dumpDatabase(connectionString: string, draft: string, tell: (line: string) => void) {
  const client = await connect(connectionString, 'causerie backup')
  try {
    await client.query('begin isolation level repeatable read read only')
    const migration = await newestApplied(client)
    const tables = await listTables(client)
    const dumped: Manifest['tables'] = []
    for (const table of tables) {
      const entry = await dumpTable(client, table, draft)
      dumped.push(entry)
      if (entry.rows > 0) tell(`${entry.name}: ${count(entry.rows, 'row')}`)
    }
    return {
      migration,
      hasJobs: await hasSchema(client, 'graphile_worker'),
      tables: dumped,
      // Counters are no part of the snapshot; read last, they are past every row of it.
      sequences: await readSequences(client),
    }
  } finally {
    await client.end()
  }
}

async function dumpTable(client: pg.Client, { name, columns }: Table, draft: string) {
  const file = `tables/${name.replaceAll('"', '')}.copy.gz`
  const hash = createHash('sha256')
  let rows = 0
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      // Each row ends with a line break; one within a row is written as two characters.
      for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) rows++
      done(null, chunk)
    },
  })
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const source = copyOut(client, `copy (select ${columns.join(', ')} from ${name}) to stdout`)
  await pipeline(
    source,
    counting,
    createGzip({ level: 4 }),
    hashing,
    createWriteStream(path.join(draft, file), { mode: 0o600 }),
  )
  return { name, columns, file, rows, sha256: hash.digest('hex') }
}

async function newestApplied(client: pg.Client) {
  if (await isEmpty(client)) throw new StartError('There is nothing to back up: the database is empty.')
  const { rows } = await client.query<{ number: number }>('select max(number) as number from migrations')
  return rows[0]?.number ?? 0
}

async function copyFiles(dataFolder: string, draft: string) {
  const key = path.join(dataFolder, 'secret.key')
  if (existsSync(key)) await copyFile(key, path.join(draft, 'secret.key'))
  const folder = path.join(draft, 'files')
  if (existsSync(path.join(dataFolder, 'files'))) await cp(path.join(dataFolder, 'files'), folder, { recursive: true })
  return sizeOf(folder)
}

/** How many files there are below a folder, and how large they are together. */
export async function sizeOf(folder: string) {
  if (!existsSync(folder)) return { count: 0, bytes: 0 }
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    entries.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  )
  return { count: entries.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

function version() {
  const parsed: { version?: unknown } = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'),
  )
  return String(parsed.version)
}

export function count(number: number, noun: string) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
