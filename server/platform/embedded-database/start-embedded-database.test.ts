import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../start-error.ts'
import { isAlive } from './process-identity.ts'
import { type EmbeddedDatabase, startEmbeddedDatabase } from './start-embedded-database.ts'

const isRoot = process.getuid?.() === 0
const told: string[] = []
const tell = (_: object, text: string) => void told.push(text)
const log = { info: tell, warn: tell, error: tell }

let above = ''
let dataFolder = ''
let database: EmbeddedDatabase | null = null

beforeEach(async () => {
  above = await mkdtemp(path.join(tmpdir(), 'causerie-database-'))
  await chmod(above, 0o755)
  dataFolder = path.join(above, 'data')
  told.length = 0
})

afterEach(async () => {
  await database?.stop()
  database = null
  await rm(above, { recursive: true, force: true })
})

test('what was committed is there after a stop and a start; the second start is fast', async () => {
  await start()
  await query('create table kept (id int); insert into kept values (7)')
  await stop()
  const started = performance.now()
  await start()
  assert.ok(performance.now() - started < 1_500)
  assert.deepEqual(await query('select id from kept'), [{ id: 7 }])
})

test('nothing acknowledged is lost in a power cut: the settings that see to it are on', async () => {
  await start()
  const rows = await query(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by 1`,
  )
  assert.deepEqual(rows, [
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
  ])
})

test('words with accents are words to the full text search', async () => {
  await start()
  const [row] = await query(`select to_tsvector('french', 'Élèves à « Évian\u202f» : l’œuvre')::text as words`)
  assert.equal(row?.words, `'élev':1 'évian':3 'œuvr':5`)
})

test('the database dies with kill -9: it is started again, at the same address, and nothing is lost', async () => {
  const { url, pid } = await start()
  await query('create table kept (id int)')
  for (let round = 1; round <= 3; round++) {
    await query(`insert into kept values (${round})`)
    process.kill(running().pid, 'SIGKILL')
    await untilAnswering()
  }
  assert.deepEqual(await query('select count(*)::int from kept'), [{ count: 3 }])
  assert.equal(running().url, url)
  assert.notEqual(running().pid, pid)
  assert.ok(told.includes('the database process ended, restarting it'))
})

test('the server dies with kill -9: the next one takes the database over in well under two seconds', async () => {
  const first = await startElsewhere()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  assert.ok(isAlive(first.pid))
  const started = performance.now()
  await start()
  assert.ok(performance.now() - started < 1_500, `${performance.now() - started} ms`)
  assert.equal(running().pid, first.pid)
  process.kill(first.pid, 'SIGKILL')
  await untilAnswering()
  assert.notEqual(running().pid, first.pid)
})

test('server and database die together: the next start recovers', async () => {
  const first = await startElsewhere()
  first.child.kill('SIGKILL')
  process.kill(first.pid, 'SIGKILL')
  await start()
  assert.deepEqual(await query('select 1 as one'), [{ one: 1 }])
})

test('the id of a dead database process went to a stranger: the stranger is left alone', async () => {
  await start()
  const { pid } = running()
  await stop()
  const stranger = spawn('sleep', ['60'])
  const file = path.join(dataFolder, 'postgres/postmaster.pid')
  await writeFile(file, `${stranger.pid}\n${dataFolder}/postgres\n1\n5432\n${dataFolder}/run\n\n1 1\nready\n`, {
    mode: 0o644,
  })
  await start()
  assert.notEqual(running().pid, pid)
  assert.ok(stranger.pid && isAlive(stranger.pid))
  stranger.kill()
})

test('a second server on the same data is refused, and the first goes on', async () => {
  const first = await startElsewhere()
  await refused(`The data folder ${dataFolder} is in use by another Causerie server (process ${first.child.pid}).`)
  first.child.stdin?.end()
  await once(first.child, 'exit')
  assert.equal(isAlive(first.pid), false)
  await start()
})

test('data of a newer PostgreSQL is refused and untouched', async () => {
  await start()
  await stop()
  await writeFile(path.join(dataFolder, 'postgres/PG_VERSION'), '99\n')
  const before = await listing()
  await refused(
    /^The database in .+ was written by PostgreSQL 99, this is PostgreSQL \d+: install the version of Causerie that wrote it\.$/,
  )
  assert.deepEqual(await listing(), before)
})

test('a start killed half-way through making the database leaves nothing in the way', async () => {
  await mkdir(path.join(dataFolder, 'postgres.new/base'), { recursive: true })
  await writeFile(path.join(dataFolder, 'postgres.new/PG_VERSION'), '18\n')
  await start()
  assert.deepEqual(await query('select 1 as one'), [{ one: 1 }])
})

test('a folder that holds something else is refused', async () => {
  await mkdir(path.join(dataFolder, 'postgres'), { recursive: true })
  await writeFile(path.join(dataFolder, 'postgres/notes.txt'), 'mine')
  await refused(`The folder ${dataFolder}/postgres is not empty and holds no database.`)
  assert.equal(await readFile(path.join(dataFolder, 'postgres/notes.txt'), 'utf8'), 'mine')
})

test('a folder that cannot be made is refused', async () => {
  await writeFile(path.join(above, 'file'), '')
  dataFolder = path.join(above, 'file/data')
  await refused(`The data folder ${dataFolder} cannot be made: ENOTDIR. Set CAUSERIE_DATA to another one.`)
})

test('started by root, a folder the database user cannot reach is refused and untouched', {
  skip: !isRoot,
}, async () => {
  await chmod(above, 0o700)
  await refused(
    /^The data folder .+ cannot be reached by the user "\w+", who runs the database because root may not: set CAUSERIE_DATA .+\.$/,
  )
  assert.deepEqual(await readdir(dataFolder), [])
})

test('a path too long for a socket file still works', async () => {
  dataFolder = path.join(above, 'long'.repeat(20), 'data')
  await start()
  assert.deepEqual(await query('select 1 as one'), [{ one: 1 }])
})

test('nobody gets in without the password', async () => {
  const { url } = await start()
  const wrong = new URL(url)
  wrong.password = 'guess'
  await assert.rejects(new pg.Client({ connectionString: wrong.href }).connect(), /password authentication failed/)
})

async function start() {
  database = await startEmbeddedDatabase({ dataFolder, log })
  return { url: database.url, pid: database.pid }
}

async function stop() {
  const { pid } = running()
  await running().stop()
  assert.equal(isAlive(pid), false)
  database = null
}

function running() {
  assert.ok(database)
  return database
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: running().url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function untilAnswering() {
  const deadline = performance.now() + 10_000
  for (;;) {
    const answer = await query('select 1').catch(() => null)
    if (answer) return
    assert.ok(performance.now() < deadline, `no answer; ${told.join('; ')}`)
    await pause(20)
  }
}

/** Another process that runs the database until its input ends. */
async function startElsewhere(): Promise<{ child: ChildProcess; pid: number }> {
  const module = path.join(import.meta.dirname, 'start-embedded-database.ts')
  const code = `
    const { startEmbeddedDatabase } = await import(${JSON.stringify(module)})
    const log = { info() {}, warn() {}, error() {} }
    const database = await startEmbeddedDatabase({ dataFolder: ${JSON.stringify(dataFolder)}, log })
    console.log(database.pid)
    process.stdin.on('end', () => database.stop()).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, pid: Number(line) }
}

async function refused(message: string | RegExp) {
  await assert.rejects(start(), (error) => {
    assert.ok(error instanceof StartError, String(error))
    if (typeof message === 'string') assert.equal(error.message, message)
    else assert.match(error.message, message)
    return true
  })
}

async function listing() {
  return (await readdir(dataFolder, { recursive: true })).sort()
}
