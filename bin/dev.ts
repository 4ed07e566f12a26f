import { type ChildProcess, spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { buildParts, staleParts } from './build.ts'
import { waitForStop } from './console/wait-for-stop.ts'

/** Runs the server, and starts it anew or builds the screens again whenever a source file changes. */

const root = path.resolve(import.meta.dirname, '..')
const settleMilliseconds = 150

let server = startServer()
let pending: NodeJS.Timeout | undefined
let working = Promise.resolve()

for (const folder of ['server', 'web', 'locales', 'migrations'])
  watch(path.join(root, folder), { recursive: true }, changed)
await waitForStop()
await end(server)
process.exit(0)

function changed(_: string, file: string | null) {
  if (file?.endsWith('.test.ts')) return
  clearTimeout(pending)
  pending = setTimeout(() => {
    working = working.then(refresh)
  }, settleMilliseconds)
}

async function refresh() {
  // The running server serves the built files as they are: only its own sources need a new start.
  await buildParts(staleParts().filter((part) => part !== 'server')).catch((error: unknown) => console.error(error))
  await end(server)
  server = startServer()
}

function startServer() {
  return spawn(process.execPath, [path.join(import.meta.dirname, 'start.ts')], {
    cwd: root,
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, CAUSERIE_LAUNCHER: '1', CAUSERIE_FROM_SOURCE: '1' },
  })
}

/** Its database goes with it; that takes some ten milliseconds. */
function end(child: ChildProcess) {
  return new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
