import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database/start-embedded-database.ts'
import { migrate, newestMigration } from './migrate.ts'
import { StartError } from './start-error.ts'

let above = ''
let database: EmbeddedDatabase
let folder = ''
let url = ''
let made = 0

before(async () => {
  above = await mkdtemp(path.join(tmpdir(), 'causerie-migrate-'))
  await chmod(above, 0o755)
  const log = { info() {}, warn() {}, error() {} }
  database = await startEmbeddedDatabase({ dataFolder: path.join(above, 'data'), log })
})

after(async () => {
  await database.stop()
  await rm(above, { recursive: true })
})

beforeEach(async () => {
  const name = `m${++made}`
  await run(database.url, `create database ${name}`)
  const fresh = new URL(database.url)
  fresh.pathname = name
  url = fresh.href
  folder = path.join(above, name)
  await mkdir(folder)
  await file('0001-first.sql', 'create table first (id int);')
  await file('0002-second.sql', 'create table second (id int);\ninsert into first values (2);')
})

test('applies each file once, in order', async () => {
  assert.deepEqual(await migrate(url, { folder }), { applied: ['0001-first.sql', '0002-second.sql'] })
  assert.deepEqual(await migrate(url, { folder }), { applied: [] })
  await file('0003-third.sql', 'insert into first values (3);')
  assert.deepEqual(await migrate(url, { folder }), { applied: ['0003-third.sql'] })
  assert.deepEqual(await run(url, 'select id from first order by id'), [{ id: 2 }, { id: 3 }])
  assert.equal(await newestMigration(folder), 3)
})

test('servers that start at the same moment apply each file once', async () => {
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(url, { folder })))
  assert.deepEqual(outcomes.flatMap(({ applied }) => applied).sort(), ['0001-first.sql', '0002-second.sql'])
  assert.deepEqual(await run(url, 'select count(*)::int from first'), [{ count: 1 }])
})

test('a file that fails is undone whole, and says where', async () => {
  await migrate(url, { folder })
  await file('0003-broken.sql', 'insert into first values (3);\n\nselect nothing_there;')
  await refused('Migration 0003-broken.sql failed and was undone: column "nothing_there" does not exist (line 3).')
  assert.deepEqual(await run(url, 'select id from first'), [{ id: 2 }])
  await file('0003-broken.sql', 'insert into first values (3);')
  assert.deepEqual(await migrate(url, { folder }), { applied: ['0003-broken.sql'] })
})

test('data of a newer version is refused and untouched', async () => {
  await migrate(url, { folder })
  await rm(path.join(folder, '0002-second.sql'))
  await refused(
    'The data was written by a newer version of Causerie (it has 0002-second.sql, this version ends with 0001-first.sql): install that version or a newer one.',
  )
  assert.deepEqual(await run(url, 'select number from migrations order by number'), [{ number: 1 }, { number: 2 }])
})

test('a file changed after it was applied is refused', async () => {
  await migrate(url, { folder })
  await file('0001-first.sql', 'create table first (id bigint);')
  await refused('The data was written with another text of migration 0001-first.sql than this version has.')
})

test('a number may be missing, and its file comes later; the same number twice is refused', async () => {
  await file('0004-fourth.sql', 'select 1;')
  await migrate(url, { folder })
  await file('0003-third.sql', 'select 1;')
  assert.deepEqual(await migrate(url, { folder }), { applied: ['0003-third.sql'] })
  await file('0004-other.sql', 'select 1;')
  await refused('Migration 0004-other.sql needs a number of its own.')
})

test('a database that cannot be reached, or is not fit, is named without its password', async () => {
  await refused(
    'The database at 127.0.0.1:1/x cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
    'postgresql://u:secret@127.0.0.1:1/x',
  )
  const wrong = new URL(url)
  wrong.password = 'secret'
  await refused(
    /^The database at .+ cannot be reached: password authentication failed for user "causerie"\.$/,
    wrong.href,
  )
  await run(database.url, `create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0`)
  const latin = new URL(url)
  latin.pathname = 'latin'
  await refused(/^The database is encoded in LATIN1: Causerie needs UTF8/, latin.href)
})

test('a user who may not make tables is told what is missing', async () => {
  await run(database.url, `create role weak login password 'weak'`)
  const weak = Object.assign(new URL(url), { username: 'weak', password: 'weak' })
  await refused(
    `The database's user may not make tables in it (permission denied for schema public): make it the owner ("alter database … owner to …").`,
    weak.href,
  )
})

function file(name: string, sql: string) {
  return writeFile(path.join(folder, name), sql)
}

async function run(address: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function refused(message: string | RegExp, address = url) {
  await assert.rejects(migrate(address, { folder }), (error) => {
    assert.ok(error instanceof StartError, String(error))
    if (typeof message === 'string') assert.equal(error.message, message)
    else assert.match(error.message, message)
    assert.ok(!error.message.includes('secret'))
    return true
  })
}
