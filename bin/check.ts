import { runChecks } from './runners/checks.ts'
import { runNodeTests, testFiles } from './runners/node-tests.ts'
import { Tally } from './runners/tally.ts'

/** What a developer runs before each commit: under a minute, without a database. */

const withoutDatabase = [
  'test/checks/*.test.ts',
  'server/**/{model,policy,contract,events}.test.ts',
  'server/**/pure/**/*.test.ts',
  'server/platform/settings.test.ts',
  'web/**/*.test.ts',
]

const tally = new Tally()
await runChecks(tally)
await runNodeTests(testFiles(withoutDatabase), 2, tally)
tally.close()
