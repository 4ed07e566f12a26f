import { whenDone } from './database.ts'
import { freePort } from './flows/server-process.ts'
import { natsProcess } from './nats-process.ts'

/** One for a test file; it ends with it. */
export async function startNatsServer(options: string[] = [], { isStarted = true } = {}) {
  const server = natsProcess(await freePort(), options)
  whenDone(server.kill)
  if (isStarted) await server.start()
  return server
}
