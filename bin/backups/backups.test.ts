import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { startEmbeddedDatabase } from '../../server/platform/embedded-database/start-embedded-database.ts'
import { connect, migrate } from '../../server/platform/migrate.ts'
import { StartError } from '../../server/platform/start-error.ts'
import { contentOf } from '../../test/kit/content.ts'
import { startDebianPostgres } from '../../test/kit/debian-postgres.ts'
import { makeBackup } from './make-backup.ts'
import { manifestFile } from './manifest.ts'
import { restoreBackup } from './restore-backup.ts'

const log = { info() {}, warn() {}, error() {} }
const tell = () => {}
const contacts = 20_000

let above = ''
let backup = ''
let original: unknown
let source: { url: string; dataFolder: string; stop(): Promise<void> }

before(async () => {
  above = await mkdtemp(path.join(tmpdir(), 'causerie-backup-'))
  await chmod(above, 0o755)
  source = await installation('source')
  await migrate(source.url)
  await runMigrations({ connectionString: source.url })
  await withClient(source.url, fill)
  await writeFile(path.join(source.dataFolder, 'secret.key'), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  await mkdir(path.join(source.dataFolder, 'files/ab'), { recursive: true })
  await writeFile(path.join(source.dataFolder, 'files/ab/photo'), randomBytes(100_000))
  original = await contentOf(source.url)
  backup = path.join(above, 'backup')
  await makeBackup({ databaseUrl: source.url, dataFolder: source.dataFolder, folder: backup, tell })
})

after(async () => {
  await source.stop()
  await rm(above, { recursive: true })
})

test('restored into an embedded database everything is as it was', async () => {
  const target = await installation('target')
  try {
    await restoreBackup({ databaseUrl: target.url, dataFolder: target.dataFolder, folder: backup, tell })
    assert.deepEqual(await contentOf(target.url), original)
    assert.deepEqual(await filesOf(target.dataFolder), await filesOf(source.dataFolder))
    assert.equal((await stat(path.join(target.dataFolder, 'secret.key'))).mode & 0o777, 0o600)
    await withClient(target.url, goesOn)
  } finally {
    await target.stop()
  }
})

test("restored into a PostgreSQL of Debian's everything is as it was", async () => {
  const debian = await startDebianPostgres()
  try {
    await restoreBackup({ databaseUrl: debian.url, dataFolder: path.join(above, 'debian'), folder: backup, tell })
    assert.deepEqual(await contentOf(debian.url), original)
    assert.deepEqual(await filesOf(path.join(above, 'debian')), await filesOf(source.dataFolder))
    await withClient(debian.url, goesOn)
  } finally {
    await debian.stop()
  }
})

test('a backup made while others write is of one moment', async () => {
  let writing = true
  const { promise: underWay, resolve: isUnderWay } = Promise.withResolvers<void>()
  const writer = withClient(source.url, async (client) => {
    // The pair is written in one transaction, into the first table and the last.
    for (let round = 1; writing; round++) {
      await client.query('begin')
      await client.query(`insert into brands (name) values ('pair ${round}')`)
      await client.query(`insert into secrets (name, sealed) values ('pair ${round}', '')`)
      await client.query('commit')
      if (round === 20) isUnderWay()
    }
  })
  await underWay
  const folder = path.join(above, 'moving')
  try {
    await makeBackup({ databaseUrl: source.url, dataFolder: source.dataFolder, folder, tell })
  } finally {
    writing = false
    await writer
  }
  const target = await installation('moment')
  try {
    await restoreBackup({ databaseUrl: target.url, dataFolder: target.dataFolder, folder, tell })
    const [pairs] = await withClient(target.url, async (client) => {
      const { rows } = await client.query<{ brands: string; secrets: string }>(
        `select (select count(*) from brands where name like 'pair %') as brands, (select count(*) from secrets) as secrets`,
      )
      return rows
    })
    assert.ok(Number(pairs?.brands) >= 20)
    assert.equal(pairs?.brands, pairs?.secrets)
  } finally {
    await target.stop()
    await withClient(source.url, (client) =>
      client.query(`delete from brands where name like 'pair %'; delete from secrets`),
    )
  }
})

test('where no server ever ran there is nothing to back up: one line, and nothing is made', async () => {
  const dataFolder = path.join(above, 'unused')
  const { DATABASE_URL: _, ...env } = process.env
  const { stderr, status } = spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../backup.ts'), path.join(above, 'x')], {
    env: { ...env, CAUSERIE_DATA: dataFolder },
    encoding: 'utf8',
  })
  assert.notEqual(status, 0)
  assert.match(stderr.trim(), /^.*There is nothing to back up in .+unused: set CAUSERIE_DATA.+$/)
  assert.ok(!(await readdir(above)).includes('unused'))
})

test('nothing is put over data that is there', async () => {
  const before = await contentOf(source.url)
  await refused(backup, source, /^The database is not empty|files is not empty/)
  assert.deepEqual(await contentOf(source.url), before)
})

test('a damaged, half or newer backup is refused, and the target stays empty', async () => {
  const target = await installation('empty')
  try {
    const damages: [string, RegExp, (folder: string) => Promise<void>][] = [
      [
        'damaged',
        /^The backup is damaged: .+ is not as it was written\.$/,
        (folder) => appendFile(path.join(folder, 'tables/public.contacts.copy.gz'), 'x'),
      ],
      [
        'cut',
        /^The backup is damaged: .+ is not as it was written\.$/,
        (folder) => rm(path.join(folder, 'tables/public.events.copy.gz')),
      ],
      [
        'fileless',
        /^The backup is damaged: .+files does not hold what was written\.$/,
        (folder) => rm(path.join(folder, 'files/ab/photo')),
      ],
      [
        'half',
        /backup\.json is missing or is not the description of a whole backup\.$/,
        (folder) => rm(path.join(folder, manifestFile)),
      ],
      ['newer', /^The backup was made by a newer version of Causerie/, (folder) => change(folder, { migration: 9999 })],
    ]
    for (const [name, message, damage] of damages) {
      const folder = path.join(above, name)
      await cp(backup, folder, { recursive: true })
      await damage(folder)
      await refused(folder, target, message)
    }
    const [tables] = await withClient(
      target.url,
      async (client) => (await client.query('select from pg_tables where schemaname = $1', ['public'])).rows,
    )
    assert.equal(tables, undefined)
  } finally {
    await target.stop()
  }
})

test('a restore that fails half-way leaves the database as empty as before', async () => {
  const target = await installation('failing')
  const folder = path.join(above, 'failing-backup')
  await cp(backup, folder, { recursive: true })
  const manifest = await readFile(path.join(folder, manifestFile), 'utf8')
  await writeFile(path.join(folder, manifestFile), manifest.replace(`"rows": ${contacts}`, `"rows": ${contacts + 1}`))
  try {
    await assert.rejects(
      restoreBackup({ databaseUrl: target.url, dataFolder: target.dataFolder, folder, tell }),
      /public.contacts: 20000 rows loaded of 20001/,
    )
    await restoreBackup({ databaseUrl: target.url, dataFolder: target.dataFolder, folder: backup, tell })
    assert.deepEqual(await contentOf(target.url), original)
  } finally {
    await target.stop()
  }
})

async function installation(name: string) {
  const dataFolder = path.join(above, name)
  const database = await startEmbeddedDatabase({ dataFolder, log })
  return { url: database.url, dataFolder, stop: () => database.stop() }
}

/** Odd characters, nulls, references of a table to itself in both directions, and an owed job. */
async function fill(client: pg.Client) {
  await client.query(`
    insert into contacts (name, notes, device)
      select case when n % 7 = 0 then null else E'Zoé «\u202f\\t\\\\' || n end, E'line\\nbreak\\\\n' || chr(233), '{"a": "\\u00e9\\n"}'
      from generate_series(1, ${contacts}) n`)
  await client.query(`update contacts set merged_into = ${contacts} - id, merged_at = now() where id % 10 = 1`)
  await client.query(`
    insert into events (stream, position, public_position, type, v, actor_kind, data, cause, at)
      select 'contact:' || id, 1, null, 'contact.made', 1, 'system', '{}', 'test', now() from contacts`)
  await client.query(`select graphile_worker.add_job('deliver', '{"to": "é"}'), setval('tickets_id_seq', 4711)`)
}

/** Rows written after a restore get new ids, and events that come after all restored ones in the log. */
async function goesOn(client: pg.Client) {
  const { rows } = await client.query<{ id: string; after: boolean }>(`
    with made as (insert into contacts (name) values ('next') returning id)
    select id, pg_current_xact_id() > (select max(xid) from events) as after from made`)
  assert.ok(Number(rows[0]?.id) > contacts)
  assert.equal(rows[0]?.after, true)
}

async function filesOf(dataFolder: string) {
  return [
    await readFile(path.join(dataFolder, 'secret.key'), 'hex'),
    await readFile(path.join(dataFolder, 'files/ab/photo'), 'hex'),
    await readdir(path.join(dataFolder, 'files'), { recursive: true }),
  ]
}

async function change(folder: string, fields: object) {
  const file = path.join(folder, manifestFile)
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...fields }))
}

async function refused(folder: string, target: { url: string; dataFolder: string }, message: RegExp) {
  await assert.rejects(
    restoreBackup({ databaseUrl: target.url, dataFolder: target.dataFolder, folder, tell }),
    (error) => {
      assert.ok(error instanceof StartError, String(error))
      assert.match(error.message, message)
      return true
    },
  )
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url, 'causerie test')
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
