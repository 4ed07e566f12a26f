import { createApp } from '../../server/app.ts'
import { prepareDemo } from '../../server/demo/prepare-demo.ts'
import { BACKLOG } from '../../server/platform/http/server.ts'
import { createLogger } from '../../server/platform/log.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { readSettings } from '../../server/platform/settings.ts'

/** The server under test as a process of its own, on a given database; tells its parent the port. */
const databaseUrl = process.env.DATABASE_URL ?? ''
const settings = { ...readSettings(), logLevel: 'error' as const }
await migrate(databaseUrl)
const log = createLogger(settings.logLevel)
const app = await createApp({ databaseUrl, settings, key: Buffer.alloc(32, 7), log, version: 'bench' })
await prepareDemo(app)
await app.http.listen({ host: '127.0.0.1', port: 0, backlog: BACKLOG })
const address = app.http.server.address()
process.send?.({ port: typeof address === 'object' ? address?.port : null })
process.on('message', (message) => {
  if (message !== 'memory') return
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage.rss(), heap: process.memoryUsage().heapUsed })
})
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
process.on('disconnect', () => process.exit(0))
