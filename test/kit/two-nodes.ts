import { startApp } from './app.ts'
import { createTestDatabase } from './database.ts'
import { until } from './flows/server-process.ts'
import { startNatsServer } from './nats-server.ts'

/** Two nodes of one installation, on one database and one NATS, in this process. */
export async function twoNodes(options: { isNatsStarted?: boolean } = {}) {
  const nats = await startNatsServer([], { isStarted: options.isNatsStarted ?? true })
  const database = await createTestDatabase()
  const environment = { NATS_URL: nats.url, DATABASE_URL: database.url }
  const first = await startApp(environment, database)
  const second = await startApp(environment, database)
  const areUp = () => first.bus.ready() && second.bus.ready()
  if (options.isNatsStarted !== false) await until(areUp)
  return { nats, first, second, areUp }
}
