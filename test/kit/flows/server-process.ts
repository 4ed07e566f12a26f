import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from '../../../server/platform/embedded-database/process-identity.ts'
import { findRunningDatabase } from '../../../server/platform/embedded-database/start-embedded-database.ts'
import { whenDone } from '../database.ts'

const root = path.resolve(import.meta.dirname, '../../..')
/** A slow machine that builds the screens first, or recovers a database. */
const START_MS = 180_000

export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>

/** The product as `npm start` runs it, with its own PostgreSQL: a process that can be killed, and started again on its data. */
export async function startServerProcess(options: { dataFolder?: string; env?: Record<string, string> } = {}) {
  const dataFolder = options.dataFolder ?? (await temporaryFolder())
  const port = await freePort()
  let child: ChildProcess
  let said = ''

  const start = async () => {
    child = spawn(process.execPath, [path.join(root, 'bin/start.ts')], {
      cwd: root,
      env: { ...process.env, ...environment(port, dataFolder), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    said = ''
    child.stdout?.on('data', (chunk) => (said += chunk))
    child.stderr?.on('data', (chunk) => (said += chunk))
    const ended = once(child, 'exit').then(([code]) => `it ended with ${code}`)
    const ready = until(() => said.includes('Causerie is ready'), START_MS).then(() => '')
    const failure = await Promise.race([ready, ended])
    if (failure !== '') throw new Error(`the server did not start: ${failure}\n${said}`)
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const databasePid = async () => {
    const note = await readFile(path.join(dataFolder, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
    return Number(note.split('\n')[0]) || null
  }
  const killServer = async () => {
    if (!isRunning()) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  let killed: number | null = null
  /** Gone with all its memory; the server is to notice by itself. */
  const killDatabase = async (): Promise<number | null> => {
    const pid = await databasePid()
    if (pid === null || !isAlive(pid)) return null
    process.kill(pid, 'SIGKILL')
    killed = pid
    return pid
  }

  const stop = async () => {
    if (isRunning()) {
      child.kill('SIGTERM')
      await Promise.race([once(child, 'exit'), pause(30_000, undefined, { ref: false })])
    }
    await killServer()
  }
  whenDone(async () => {
    await stop()
    await killDatabase()
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  })
  await start()
  const welcome = /\/welcome\/(\S+)/.exec(said)?.[1] ?? ''

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    dataFolder,
    /** What it printed since its last start. */
    said: () => said,
    isRunning,
    start,
    stop,
    killServer,
    killDatabase,
    databasePid,
    administrator: () => signUp(`http://127.0.0.1:${port}`, welcome),
    /** Where its database listens now; waits for one that is being restarted. */
    async databaseUrl(): Promise<string> {
      for (let left = 600; left > 0; left -= 1) {
        const url = await findRunningDatabase(dataFolder)
        if (url !== null) return url
        await pause(100)
      }
      throw new Error('the database does not run')
    },
    /** Waits until it serves with its database; a server that has ended by itself never will again. */
    async untilBack(): Promise<void> {
      const isBack = async () => {
        if (!isRunning()) throw new Error(`the server ended by itself:\n${said}`)
        // The last of a killed database may still answer.
        if ((await databasePid()) === killed) return false
        return (await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.status === 200
      }
      await until(isBack).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${said}`)
      })
    },
  }
}

const environment = (port: number, dataFolder: string) => ({
  PORT: String(port),
  DEMO_PORT: 'off',
  CAUSERIE_DATA: dataFolder,
  DATABASE_URL: '',
  PUBLIC_URL: '',
  LOG_LEVEL: 'error',
  // Each browser of a test has an address of its own, which it tells as a proxy in front of the server would.
  TRUSTED_PROXIES: '1',
  LIMIT_MESSAGES_PER_SECOND: '0',
  LIMIT_CONVERSATIONS_PER_HOUR: '0',
  LIMIT_VISITORS_PER_HOUR: '0',
  LIMIT_UPLOAD_MB_PER_HOUR: '0',
  LIMIT_CONNECTIONS_PER_ADDRESS: '0',
})

/** The first administrator joins by the link the start printed; gives the cookie of the login. */
async function signUp(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/welcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-causerie': '1' },
    body: JSON.stringify({
      token,
      name: 'Léa Karim',
      email: 'lea@example.com',
      password: 'correct horse battery',
      locale: 'en',
    }),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  if (answer.status !== 200 || cookie === '') throw new Error(`the administrator could not join: ${answer.status}`)
  return cookie
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-flow-'))
  // Root's database runs as another user, who must pass through.
  await chmod(folder, 0o755)
  return folder
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Looks again and again; the limit is only there for what never comes. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const deadline = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${ms / 1000} s for ${condition.toString()}`)
    await pause(20)
  }
}
