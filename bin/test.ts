import { buildParts, staleParts } from './build.ts'
import { runBrowserTests } from './runners/browser-tests.ts'
import { runChecks } from './runners/checks.ts'
import { installPrograms } from './runners/install-programs.ts'
import { runNodeTests, testFiles } from './runners/node-tests.ts'
import { Tally } from './runners/tally.ts'
import { startTestDatabase } from './runners/test-database.ts'

/** Everything: checks, unit and command tests, laws, flows, browser. Or only the tests whose path starts with an argument. */

const beside = ['server/**/*.test.ts', 'web/**/*.test.ts', 'bin/**/*.test.ts', 'bench/**/*.test.ts']
const wholeSystem = ['test/flows/**/*.test.ts', 'test/upgrades/**/*.test.ts']
const others = 'test/**/*.test.ts'

// Ctrl-C ends the database of the tests too: a process killed by a signal would leave it running.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))

const tally = new Tally()
const only = process.argv.slice(2)
if (only.length > 0) await runOnly(only)
else await runAll()
tally.close()

async function runAll() {
  await installPrograms(tally)
  await runChecks(tally)
  await build()
  const database = await startTestDatabase()
  const alone = testFiles(wholeSystem)
  await runNodeTests(
    testFiles([...beside, others]).filter((file) => !alone.includes(file)),
    2,
    tally,
  )
  // These start servers, kill them, and look at the clock: one at a time.
  await runNodeTests(alone, 1, tally)
  await database.stop()
  await runBrowserTests([], tally)
}

async function runOnly(prefixes: string[]) {
  const files = testFiles([...beside, others]).filter((file) => prefixes.some((prefix) => file.startsWith(prefix)))
  await runNodeTests(files, 1, tally)
  const journeys = prefixes.filter((prefix) => prefix.startsWith('test/browser'))
  if (journeys.length === 0) return
  await build()
  await runBrowserTests(journeys, tally)
}

async function build() {
  try {
    await buildParts(staleParts())
  } catch (error) {
    tally.fail('build of web/', error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
