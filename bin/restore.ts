import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { startEmbeddedDatabase } from '../server/platform/embedded-database/start-embedded-database.ts'
import { readSettings, type Settings } from '../server/platform/settings.ts'
import { StartError } from '../server/platform/start-error.ts'
import { restoreBackup } from './backups/restore-backup.ts'
import { runCommand } from './console/run-command.ts'

/** Puts a backup into an empty installation: the embedded database of CAUSERIE_DATA, or the one of DATABASE_URL. */

await runCommand(async () => {
  const [folder, ...more] = process.argv.slice(2)
  if (folder === undefined || more.length > 0) throw new StartError('Usage: node bin/launch.js restore FOLDER')
  const settings = readSettings()
  await refuseOtherKey(settings, path.resolve(folder))
  const quiet = { info() {}, warn() {}, error() {} }
  const { dataFolder } = settings
  const embedded = settings.databaseUrl === null ? await startEmbeddedDatabase({ dataFolder, log: quiet }) : null
  try {
    const databaseUrl = embedded?.url ?? settings.databaseUrl ?? ''
    await restoreBackup({ databaseUrl, dataFolder, folder: path.resolve(folder), tell: console.log })
    console.log('Restored. Start the server as usual.')
  } finally {
    await embedded?.stop()
  }
})

/** With another key the restored secrets could not be read. */
async function refuseOtherKey({ secretKey }: Settings, folder: string) {
  const file = path.join(folder, 'secret.key')
  if (secretKey === null || !existsSync(file)) return
  if ((await readFile(file, 'utf8')).trim() === secretKey.toString('hex')) return
  throw new StartError(`SECRET_KEY is not the key of this backup (${file}): unset it, or set it to that one.`)
}
