import { existsSync } from 'node:fs'
import path from 'node:path'
import { readSettings, type Settings } from '../server/platform/settings.ts'
import { StartError } from '../server/platform/start-error.ts'
import { makeBackup } from './backups/make-backup.ts'
import { openDatabaseFor } from './console/open-database.ts'
import { runCommand } from './console/run-command.ts'

/** Writes the whole installation into a new folder, while the server runs or not. */

await runCommand(async () => {
  const [folder = defaultFolder(), ...more] = process.argv.slice(2)
  if (more.length > 0 || folder.startsWith('-')) throw new StartError('Usage: node bin/launch.js backup [FOLDER]')
  const settings = readSettings()
  refuseNothing(settings)
  const database = await openDatabaseFor(settings)
  try {
    const { tables } = await makeBackup({
      databaseUrl: database.url,
      dataFolder: settings.dataFolder,
      folder: path.resolve(folder),
      tell: console.log,
    })
    console.log(
      `Backup of ${tables.length} tables in ${path.resolve(folder)}. It holds the secret key and all messages: keep it closed.`,
    )
  } finally {
    await database.close()
  }
})

/** A folder that no server has used: starting a database there would make one, to back up nothing. */
function refuseNothing({ databaseUrl, dataFolder }: Settings) {
  if (databaseUrl !== null || existsSync(path.join(dataFolder, 'postgres/PG_VERSION'))) return
  throw new StartError(
    `There is nothing to back up in ${path.resolve(dataFolder)}: set CAUSERIE_DATA to the folder of the server, or DATABASE_URL to its database.`,
  )
}

function defaultFolder() {
  return `backups/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`
}
