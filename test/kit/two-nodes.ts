import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startApp } from './app.ts'
import { createTestDatabase, whenDone } from './database.ts'
import { until } from './flows/server-process.ts'
import { startNatsServer } from './nats-server.ts'

/** Two nodes of one installation, on one database, one NATS and one folder, in this process. */
export async function twoNodes(options: { isNatsStarted?: boolean } = {}) {
  const nats = await startNatsServer([], { isStarted: options.isNatsStarted ?? true })
  const database = await createTestDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-nodes-'))
  whenDone(() => rm(folder, { recursive: true, force: true }))
  const environment = { NATS_URL: nats.url, DATABASE_URL: database.url, CAUSERIE_DATA: folder }
  const first = await startApp(environment, database)
  const second = await startApp(environment, database)
  const areUp = () => first.bus.ready() && second.bus.ready()
  if (options.isNatsStarted !== false) await until(areUp)
  return { nats, first, second, areUp }
}
