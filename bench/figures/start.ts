import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { childrenOf } from '../parts/cpu.ts'
import { ended, loadAverage } from '../parts/processes.ts'
import { spread } from '../parts/statistics.ts'
import type { Run } from './figure.ts'

const LAUNCHER = path.resolve(import.meta.dirname, '../../bin/launch.js')
const STARTS = 3
const IDLE_MS = 15_000
const LONGEST_START_MS = 120_000

/** `npm start` on a folder that has been started before, and what the server holds when nobody is there. */
export const start: Run = {
  keys: ['start_ms', 'idle_rss_mb'],
  async measure({ say }, wanted) {
    const folder = await mkdtemp(path.join(tmpdir(), 'causerie-bench-start-'))
    await chmod(folder, 0o755)
    try {
      // The first start makes the database, and builds the screens where they are not built.
      await ended((await startOnce(folder)).child)
      const times: number[] = []
      let resident = Number.NaN
      for (let count = 1; count <= STARTS; count += 1) {
        const { child, milliseconds } = await startOnce(folder)
        times.push(milliseconds)
        if (count === STARTS && wanted.includes('idle_rss_mb')) {
          await pause(IDLE_MS)
          resident = residentMegabytes(child)
        }
        await ended(child)
      }
      const found = spread(times)
      say(`Start: ${found.median.toFixed(0)} ms; idle: ${resident.toFixed(0)} MB; load ${loadAverage()}`)
      return { start_ms: { value: found.median, spread: found }, idle_rss_mb: { value: resident } }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** Milliseconds until `/ready` says yes, by the Node of whoever runs npm: the launcher's own way to the pinned one counts. */
async function startOnce(folder: string): Promise<{ child: ChildProcess; milliseconds: number }> {
  const port = await freePort()
  const env = { ...process.env, CAUSERIE_DATA: folder, PORT: String(port), DEMO_PORT: 'off', LOG_LEVEL: 'error' }
  const began = performance.now()
  const child = spawn(process.env.npm_node_execpath ?? process.execPath, [LAUNCHER, 'start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const kill = () => child.kill('SIGTERM')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    if (performance.now() - began > LONGEST_START_MS) throw new Error('the server did not start')
    await pause(5)
  }
  return { child, milliseconds: performance.now() - began }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Of the server itself, not of the launcher that waits for it. */
function residentMegabytes({ pid: launcher = 0 }: ChildProcess): number {
  const isServer = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bin/start.ts')
  const server = childrenOf(launcher).find(isServer) ?? launcher
  const status = readFileSync(`/proc/${server}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024
}
