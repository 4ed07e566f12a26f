import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

/** A server under test, a process of its own. */
export type Server = {
  port: number
  pid: number
  /** Bytes of memory held, after a collection. */
  memory(): Promise<{ rss: number; heap: number }>
  stop(): Promise<void>
}

/** All visitors come from this machine: what they do is counted, against limits that none of them reaches. */
const GENEROUS = {
  LIMIT_MESSAGES_PER_SECOND: '1000',
  LIMIT_CONVERSATIONS_PER_HOUR: '100000',
  LIMIT_VISITORS_PER_HOUR: '1000000',
  LIMIT_CONNECTIONS_PER_ADDRESS: '1000000',
}

export function startCauserie(
  databaseUrl: string,
  dataFolder: string,
  more: Record<string, string> = {},
): Promise<Server> {
  const env = {
    ...GENEROUS,
    DATABASE_URL: databaseUrl,
    CAUSERIE_DATA: dataFolder,
    DEMO_PORT: 'off',
    NODE_ENV: 'production',
    ...more,
  }
  return start('parts/server.ts', [], env)
}

export const startBare = (databaseUrl: string, conversations: number): Promise<Server> =>
  start('bare.ts', [databaseUrl, String(conversations)], {})

const Ready = Type.Object({ port: Type.Integer() })
const Memory = Type.Object({ rss: Type.Number(), heap: Type.Number() })

async function start(script: string, args: string[], env: Record<string, string>): Promise<Server> {
  const file = path.join(import.meta.dirname, '..', script)
  const child = fork(file, args, { env: { ...process.env, ...env }, execArgv: ['--expose-gc'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const { port } = await told(child, Ready)
  return {
    port,
    pid: child.pid ?? 0,
    async memory() {
      child.send('memory')
      return told(child, Memory)
    },
    async stop() {
      process.removeListener('exit', kill)
      await ended(child)
    },
  }
}

async function told<Schema extends TSchema>(child: ChildProcess, schema: Schema): Promise<Static<Schema>> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`a server under test ended with ${code}`)
  })
  const [message]: unknown[] = await Promise.race([once(child, 'message'), gone])
  return Value.Parse(schema, message)
}

/** Asked to end; made to after ten seconds. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  child.kill('SIGTERM')
  await once(child, 'exit')
  clearTimeout(late)
}

/** The load of this machine over the last minute: what else runs beside us. */
export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])
