import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const PROGRAM = '/usr/sbin/nats-server'

/** A NATS of Debian's package, as an operator would give by NATS_URL; it can be killed, held still and started again. */
export function natsProcess(port: number, options: readonly string[] = []) {
  let child: ChildProcess | undefined
  return {
    port,
    url: `nats://127.0.0.1:${port}`,
    async start(): Promise<void> {
      child = spawn(PROGRAM, ['--addr', '127.0.0.1', '--port', String(port), ...options], { stdio: 'ignore' })
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error(`NATS did not start: it ended with ${child.exitCode}`)
        await pause(20)
      }
    },
    async kill(): Promise<void> {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    /** It lives and its lines stay, but it does nothing. */
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  }
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
