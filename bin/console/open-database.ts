import {
  findRunningDatabase,
  startEmbeddedDatabase,
} from '../../server/platform/embedded-database/start-embedded-database.ts'
import type { Settings } from '../../server/platform/settings.ts'

type OpenDatabase = { url: string; close(): Promise<void> }

/** The database for a command beside the server: the given one, the embedded one a server runs, or started for us. */
export async function openDatabaseFor({ databaseUrl, dataFolder }: Settings): Promise<OpenDatabase> {
  const running = databaseUrl ?? (await findRunningDatabase(dataFolder))
  if (running !== null) return { url: running, async close() {} }
  const quiet = { info() {}, warn() {}, error() {} }
  const database = await startEmbeddedDatabase({ dataFolder, log: quiet })
  return { url: database.url, close: () => database.stop() }
}
