import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Finding } from '../bench/figures/figure.ts'
import { startDatabase } from '../bench/parts/database.ts'
import { loadAverage } from '../bench/parts/processes.ts'
import { json, table } from '../bench/report.ts'
import { runs } from '../bench/runs.ts'
import { targets } from '../bench/targets.ts'
import { StartError } from '../server/platform/start-error.ts'
import { runCommand } from './console/run-command.ts'

// What was started ends with us, also by Ctrl-C: the parts clean up when the process exits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))

/** Measures what the product promises: `npm run bench`, `-- --json FILE`, `-- --only KEY` (may be repeated). */
await runCommand(async () => {
  const { json: file, only } = options()
  const wanted = targets.filter(({ key }) => only === undefined || only.includes(key))
  const at = new Date()
  const loadBefore = loadAverage()
  const database = await startDatabase()
  try {
    const settings = await database.settings()
    // A figure of a database that may forget what it acknowledged says nothing.
    if (settings.fsync !== 'on' || settings.synchronous_commit !== 'on')
      throw new Error(`the database is not durable: ${JSON.stringify(settings)}`)
    const found = await measureAll(
      wanted.map(({ key }) => key),
      database,
    )
    console.log(`\n${table(wanted, found)}`)
    const seconds = Math.round((Date.now() - at.getTime()) / 1_000)
    console.log(
      `\n${seconds} s; fsync ${settings.fsync}, synchronous_commit ${settings.synchronous_commit}, PostgreSQL ${settings.server_version}; load ${loadBefore} before, ${loadAverage()} after`,
    )
    if (file !== undefined)
      writeFileSync(
        file,
        json(wanted, found, { database: settings, seconds, at, loadAverage: [loadBefore, loadAverage()] }),
      )
    if (wanted.some(({ key }) => (found.get(key)?.value ?? null) === null)) process.exitCode = 1
  } finally {
    await database.stop()
  }
})
process.exit()

function options(): { json?: string | undefined; only?: string[] | undefined } {
  const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string', multiple: true } } })
  const strange = values.only?.find((key) => !targets.some((target) => target.key === key))
  if (strange !== undefined)
    throw new StartError(`There is no figure "${strange}"; there are ${targets.map(({ key }) => key).join(', ')}.`)
  return values
}

/** A run that fails costs only its own figures. */
async function measureAll(
  keys: readonly string[],
  database: Awaited<ReturnType<typeof startDatabase>>,
): Promise<Map<string, Finding>> {
  const found = new Map<string, Finding>()
  for (const run of runs) {
    const wanted = run.keys.filter((key) => keys.includes(key))
    if (wanted.length === 0) continue
    try {
      for (const [key, finding] of Object.entries(await run.measure({ database, say: console.log }, wanted)))
        found.set(key, finding)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      console.log(`  ${wanted.join(', ')} could not be measured: ${reason}`)
      for (const key of wanted) found.set(key, { value: null, reason })
    }
  }
  return found
}
