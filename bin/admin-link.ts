import { makeAdminLink } from '../server/identity/index.ts'
import { clock } from '../server/platform/clock.ts'
import { openDatabase } from '../server/platform/db.ts'
import { migrate } from '../server/platform/migrate.ts'
import { readSettings } from '../server/platform/settings.ts'
import { StartError } from '../server/platform/start-error.ts'
import { openDatabaseFor } from './console/open-database.ts'
import { runCommand } from './console/run-command.ts'

/** Prints a one-time sign-in link: the first administrator's, or a new one for an administrator who is locked out. */

await runCommand(async () => {
  const [email = null, ...more] = process.argv.slice(2)
  if (more.length > 0 || email?.startsWith('-'))
    throw new StartError('Usage: node bin/launch.js admin-link [administrator@example.com]')
  const settings = readSettings()
  const database = await openDatabaseFor(settings)
  const db = openDatabase(database.url, { max: 1 })
  try {
    await migrate(database.url)
    const made = await makeAdminLink(db, clock.now(), email)
    if (made === null) throw new StartError(`There is no active administrator with the address ${email}.`)
    console.log(`${settings.publicUrl}${made.link}`)
    console.log(
      made.kind === 'first'
        ? 'It makes the first administrator, once, within 7 days.'
        : `It signs ${made.email} in, once, within an hour.`,
    )
  } finally {
    await db.close()
    await database.close()
  }
})
