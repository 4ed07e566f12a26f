import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const PROGRAM = '/usr/sbin/nats-server'

export type BenchNats = { url: string; pid: number; stop(): Promise<void> }

/** A NATS of Debian's package; null where there is none. */
export async function startNats(): Promise<BenchNats | null> {
  if (!existsSync(PROGRAM)) return null
  const port = await freePort()
  const child: ChildProcess = spawn(PROGRAM, ['--addr', '127.0.0.1', '--port', `${port}`], { stdio: 'ignore' })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  while (!(await answers(port))) await pause(20)
  return {
    url: `nats://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      process.removeListener('exit', kill)
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1')
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
