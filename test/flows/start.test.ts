import assert from 'node:assert/strict'
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { connect as connectTo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from '../../server/platform/embedded-database/process-identity.ts'
import {
  findRunningDatabase,
  startEmbeddedDatabase,
} from '../../server/platform/embedded-database/start-embedded-database.ts'
import { connect } from '../../server/platform/migrate.ts'
import { contentOf } from '../kit/content.ts'
import { startDebianPostgres } from '../kit/debian-postgres.ts'

const root = path.resolve(import.meta.dirname, '../..')
const isRoot = process.getuid?.() === 0
const nobody = 65534

type Outcome = { code: number | null; stdout: string; stderr: string }
type Started = { child: ChildProcess; url: string; stdout: () => string; ended: Promise<Outcome> }

let above = ''
let dataFolder = ''
const running: ChildProcess[] = []

beforeEach(async () => {
  above = await mkdtemp(path.join(tmpdir(), 'causerie-start-'))
  await chmod(above, 0o755)
  dataFolder = path.join(above, 'data')
})

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(above, { recursive: true, force: true })
})

test('starts on an empty folder, serves, and Ctrl-C ends everything it started', async () => {
  const { child, url, stdout, ended } = await start()
  assert.equal((await fetch(`${url}/health`)).status, 200)
  assert.equal((await fetch(`${url}/ready`)).status, 200)
  assert.match(stdout(), /First sign-in +http:\/\/localhost:\d+\/welcome\/[\w-]{20,}/)
  assert.match(stdout(), /Demo shop +http:\/\/localhost:\d+/)
  const database = await databaseProcess()
  assert.ok(isAlive(database))
  child.kill('SIGINT')
  assert.equal(await codeOf(ended), 0)
  assert.equal(isAlive(database), false)
  assert.ok(!(await readdir(dataFolder)).includes('server.lock'))
})

test('a connection on which nothing is ever asked does not hold the end', async () => {
  const { child, url, ended } = await start()
  const silent = connectTo(Number(new URL(url).port), '127.0.0.1')
  await once(silent, 'connect')
  // The server has it before its next answer.
  assert.equal((await fetch(`${url}/health`)).status, 200)
  child.kill('SIGINT')
  assert.equal(await codeOf(ended), 0)
  silent.destroy()
})

test('"npm start" does the same, and Ctrl-C in its terminal leaves no process behind', async () => {
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { stdout, ended } = await untilReady(npm)
  const database = await databaseProcess()
  // A terminal sends Ctrl-C to all processes of the command.
  assert.ok(npm.pid)
  process.kill(-npm.pid, 'SIGINT')
  await ended
  assert.equal(isAlive(database), false)
  assert.match(stdout(), /Stopping/)
  assert.throws(() => process.kill(-(npm.pid ?? 0), 0), { code: 'ESRCH' })
})

test('killed by kill -9, it is back on the same data', async () => {
  const first = await start()
  const database = await databaseProcess()
  first.child.kill('SIGKILL')
  await first.ended
  assert.ok(isAlive(database))
  const second = await start()
  assert.equal((await fetch(`${second.url}/ready`)).status, 200)
})

test('its launcher killed by kill -9, it stops by itself', async () => {
  // Another Node than the pinned one, as on a machine with an older one: the launcher is then a process of its own.
  const launcher = spawn(process.execPath, ['-e', launchAsChild()], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await untilReady(launcher)
  const database = await databaseProcess()
  launcher.kill('SIGKILL')
  await until(() => !isAlive(database))
})

test('a PostgreSQL of the operator is used as it is', async () => {
  const debian = await startDebianPostgres()
  try {
    const { url, child, ended } = await start({ DATABASE_URL: debian.url })
    assert.equal((await fetch(`${url}/ready`)).status, 200)
    assert.ok(!(await readdir(dataFolder)).includes('postgres'))
    await refused(
      { DATABASE_URL: debian.url, CAUSERIE_DATA: path.join(above, 'other') },
      /^The database at .+ is in use by another Causerie server: stop that one first, or set NATS_URL for both\.$/,
    )
    child.kill('SIGTERM')
    assert.equal(await codeOf(ended), 0)
  } finally {
    await debian.stop()
  }
})

test('an ordinary user needs no rights of root', { skip: !isRoot }, async () => {
  await chown(above, nobody, nobody)
  const { url } = await start({}, { uid: nobody, gid: nobody })
  assert.equal((await fetch(`${url}/ready`)).status, 200)
})

test('a wrong setting: one line, nothing made', async () => {
  await refused({ PORT: 'high' }, 'Setting PORT is wrong: expected a whole number from 0 to 65535, got "high".')
  assert.deepEqual(await readdir(above), [])
})

test('an unknown option: one line, nothing made', async () => {
  const outcome = await run({}, ['--dmeo'])
  assert.match(outcome.stderr, /^There is no option "--dmeo"; there is --demo\.\n$/)
  assert.equal(outcome.code, 1)
  assert.deepEqual(await readdir(above), [])
})

test('a busy port: one line, and the database is stopped again', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  try {
    const address = other.address()
    assert.ok(address && typeof address === 'object')
    await refused({ PORT: String(address.port) }, `Port ${address.port} is in use. Set PORT to a free one.`)
    assert.equal(await findRunningDatabase(dataFolder), null)
  } finally {
    other.close()
  }
})

test('an address this machine does not have: one line', async () => {
  await refused(
    { HOST: '192.0.2.1' },
    'This machine has no address "192.0.2.1". Set HOST to one of its own, or to 0.0.0.0 for all.',
  )
})

test('data of a newer version: one line, data untouched', async () => {
  const { child, ended } = await start()
  await sql(`insert into migrations (number, name, checksum) values (9999, '9999-later.sql', '')`)
  child.kill('SIGTERM')
  await ended
  const before = await contentAtRest()
  await refused(
    {},
    /^The data was written by a newer version of Causerie \(it has 9999-later\.sql, this version ends with .+\): install that version or a newer one\.$/,
  )
  assert.deepEqual(await contentAtRest(), before)
})

test('a folder the database user cannot reach: one line, nothing made', { skip: !isRoot }, async () => {
  await chmod(above, 0o700)
  await refused(
    {},
    /^The data folder .+ cannot be reached by the user "\w+", who runs the database because root may not: set CAUSERIE_DATA .+\.$/,
  )
  assert.deepEqual(await readdir(dataFolder), [])
})

test('a second server on the same data: one line, and the first goes on', async () => {
  const { url, child } = await start()
  await refused({}, `The data folder ${dataFolder} is in use by another Causerie server (process ${child.pid}).`)
  assert.equal((await fetch(`${url}/ready`)).status, 200)
})

test('a database that cannot be reached: one line without the password', async () => {
  await refused(
    { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/chat' },
    'The database at 127.0.0.1:1/chat cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
  )
})

function environment(more: Record<string, string> = {}) {
  return { ...process.env, PORT: '0', DEMO_PORT: '0', CAUSERIE_DATA: dataFolder, LOG_LEVEL: 'warn', ...more }
}

async function start(more: Record<string, string> = {}, options: SpawnOptions = {}): Promise<Started> {
  return untilReady(command(more, [], options))
}

function command(more: Record<string, string>, args: string[], options: SpawnOptions = {}) {
  const script = path.join(root, 'bin/start.ts')
  return spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
}

async function untilReady(child: ChildProcess): Promise<Started> {
  running.push(child)
  const outcome = listen(child)
  await until(() => outcome.stdout.includes('Causerie is ready') || outcome.code !== undefined)
  const url = /Desk +(\S+)/.exec(outcome.stdout)?.[1]
  assert.ok(url, `it did not start:\n${outcome.stdout}${outcome.stderr}`)
  return { child, url, stdout: () => outcome.stdout, ended: outcome.ended }
}

function listen(child: ChildProcess) {
  const outcome = { stdout: '', stderr: '', code: undefined as number | null | undefined, ended: ending() }
  child.stdout?.on('data', (chunk) => (outcome.stdout += chunk))
  child.stderr?.on('data', (chunk) => (outcome.stderr += chunk))
  return outcome

  async function ending(): Promise<Outcome> {
    const [code] = await once(child, 'close')
    outcome.code = typeof code === 'number' ? code : null
    return { code: outcome.code, stdout: outcome.stdout, stderr: outcome.stderr }
  }
}

async function run(more: Record<string, string>, args: string[] = []) {
  return listen(command(more, args)).ended
}

async function refused(more: Record<string, string>, message: string | RegExp) {
  const { code, stdout, stderr } = await run(more)
  assert.equal(code, 1)
  assert.equal(stdout, '')
  assert.match(stderr, /^[^\n]+\n$/)
  if (typeof message === 'string') assert.equal(stderr, `${message}\n`)
  else assert.match(stderr.trimEnd(), message)
}

async function codeOf(ended: Promise<Outcome>) {
  const { code, stderr } = await ended
  assert.equal(stderr, '')
  return code
}

async function databaseProcess() {
  const note = await readFile(path.join(dataFolder, 'postgres/postmaster.pid'), 'utf8')
  return Number(note.split('\n')[0])
}

async function contentAtRest() {
  const database = await startEmbeddedDatabase({ dataFolder, log: { info() {}, warn() {}, error() {} } })
  try {
    return await contentOf(database.url)
  } finally {
    await database.stop()
  }
}

/** The launcher, made to believe that it runs on another Node than the pinned one. */
function launchAsChild() {
  const launcher = path.join(root, 'bin/launch.js')
  return `Object.defineProperty(process, 'version', { value: 'v18.0.0' })
    process.argv = [process.execPath, ${JSON.stringify(launcher)}, 'start']
    import(${JSON.stringify(launcher)})`
}

async function until(condition: () => boolean) {
  const deadline = performance.now() + 60_000
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'waited a minute')
    await pause(20)
  }
}

async function sql(statement: string): Promise<Record<string, unknown>[]> {
  const url = await findRunningDatabase(dataFolder)
  assert.ok(url)
  const client = await connect(url, 'causerie test')
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}
