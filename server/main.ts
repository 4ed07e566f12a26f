import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type App, createApp } from './app.ts'
import { fillDemo } from './demo/fill-demo.ts'
import { prepareDemo } from './demo/prepare-demo.ts'
import { callingOut, crontab, tasks } from './jobs.ts'
import { serveDemo } from './pages.ts'
import { folderId } from './platform/folder-id.ts'
import { type HeldDatabase, holdDatabase } from './platform/hold-database.ts'
import { closeHttp } from './platform/http/close-http.ts'
import { BACKLOG } from './platform/http/server.ts'
import { startEmbeddedDatabase } from './platform/embedded-database/start-embedded-database.ts'
import { prepareJobs, startLanes } from './platform/jobs/run-jobs.ts'
import { createLogger, type Logger } from './platform/log.ts'
import { migrate, oneAtATime } from './platform/migrate.ts'
import { secretKey } from './platform/secret-key.ts'
import type { Settings } from './platform/settings.ts'
import { StartError } from './platform/start-error.ts'

export type Server = {
  url: string
  demoUrl: string | null
  app: App
  /** How many servers share the database, this one included. */
  nodes(): Promise<number>
  close(): Promise<void>
}

/** Starts everything one node needs; what was started is stopped again when a later part cannot start. */
export async function startServer(
  settings: Settings,
  options: { demo?: (done: number, of: number) => void } = {},
): Promise<Server> {
  const log = createLogger(settings.logLevel)
  const stops: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  }
  try {
    const database =
      settings.databaseUrl === null ? await startEmbeddedDatabase({ dataFolder: settings.dataFolder, log }) : null
    if (database !== null) stops.push(() => database.stop())
    const databaseUrl = database?.url ?? settings.databaseUrl ?? ''
    const key = await secretKey(settings)
    const held = await hold(settings, key, log)
    if (held !== null) stops.push(() => held.stop())
    await migrate(databaseUrl)
    const app = await createApp({ databaseUrl, settings, key, log, version: version(), nodes: held?.count })
    stops.push(() => app.stop())
    // Servers that start at the same moment on an empty database make what is there once.
    const channelKey = await oneAtATime(databaseUrl, async () => {
      await prepareJobs(app.db, databaseUrl)
      return prepareDemo(app)
    })
    if (options.demo !== undefined) await fillDemo(app, options.demo)
    const url = await listen(app, settings)
    const demo = await serveShop(settings, url, channelKey)
    if (demo !== null) stops.push(() => demo.close())
    const jobs = startLanes({ databaseUrl, log, crontab, tasks: tasks({ ...app, databaseUrl, log }) }, callingOut)
    stops.push(() => jobs.stop())
    return { url, demoUrl: demo?.url ?? null, app, nodes: held?.count ?? (() => Promise.resolve(1)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function hold(
  { databaseUrl, nats, dataFolder }: Settings,
  key: Buffer,
  log: Logger,
): Promise<HeldDatabase | null> {
  if (databaseUrl === null) return null
  return holdDatabase(databaseUrl, { shared: nats !== null, key, folderId: await folderId(dataFolder) }, log)
}

async function listen({ http }: App, { host, port }: Settings): Promise<string> {
  try {
    await http.listen({ host, port, backlog: BACKLOG })
  } catch (error) {
    throw asStartError(error, { host, port: `${port}`, setting: 'PORT to a free one' })
  }
  const { port: bound } = http.server.address() as AddressInfo
  return `http://localhost:${bound}`
}

async function serveShop(
  settings: Settings,
  url: string,
  channelKey: string,
): Promise<{ url: string; close(): Promise<void> } | null> {
  if (settings.demoPort === null) return null
  const widgetOrigin = settings.port === 0 ? url : settings.publicUrl
  try {
    const shop = await serveDemo({ host: settings.host, port: settings.demoPort, widgetOrigin, channelKey })
    const { port } = shop.server.address() as AddressInfo
    return { url: `http://localhost:${port}`, close: () => closeHttp(shop) }
  } catch (error) {
    const { host, demoPort } = settings
    throw asStartError(error, {
      host,
      port: `${demoPort} (the demo shop)`,
      setting: 'DEMO_PORT to a free one, or to "off"',
    })
  }
}

type Wanted = { host: string; port: string; setting: string }

/** Why an address cannot be listened on, as a line the operator can act on; anything else stays what it is. */
function asStartError(error: unknown, { host, port, setting }: Wanted): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return new StartError(`Port ${port} is in use. Set ${setting}.`)
  if (code === 'EACCES')
    return new StartError(`Port ${port} may not be opened by this user. Set ${setting}, above 1023.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(`This machine has no address "${host}". Set HOST to one of its own, or to 0.0.0.0 for all.`)
  return error
}

const version = (): string =>
  (JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../package.json'), 'utf8')) as { version: string })
    .version
