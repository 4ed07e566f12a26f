import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedDatabase } from '../../server/platform/embedded-database/start-embedded-database.ts'

/** One database server for all test files of a run; each clones a database of its own (test/kit/database.ts). */
export async function startTestDatabase() {
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-test-'))
  // Root's database runs as another user, who must pass through.
  await chmod(folder, 0o755)
  const log = { info() {}, warn: console.warn, error: console.error }
  const database = await startEmbeddedDatabase({ dataFolder: folder, log })
  process.env.TEST_DATABASE_URL = database.url
  const kill = () => database.kill()
  process.once('exit', kill)
  return {
    async stop() {
      process.off('exit', kill)
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
