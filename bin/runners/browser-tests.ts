import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { root, runProgram } from './run-program.ts'
import type { Tally } from './tally.ts'

const config = 'test/browser/playwright.config.ts'

const Result = Type.Object({ errors: Type.Array(Type.Object({ message: Type.Optional(Type.String()) })) })
const Spec = Type.Object({
  title: Type.String(),
  file: Type.String(),
  tests: Type.Array(Type.Object({ projectName: Type.String(), status: Type.String(), results: Type.Array(Result) })),
})
type Suite = { specs: Static<typeof Spec>[]; suites?: Suite[] }
const Suite = Type.Cyclic(
  { Suite: Type.Object({ specs: Type.Array(Spec), suites: Type.Optional(Type.Array(Type.Ref('Suite'))) }) },
  'Suite',
)
const Report = Type.Object({ suites: Type.Array(Suite), errors: Type.Array(Type.Object({ message: Type.String() })) })

/** The journeys in a real Chromium. One that needs a second try, on machines shared with others, is named. */
export async function runBrowserTests(patterns: string[], tally: Tally) {
  if (!existsSync(path.join(root, config))) return
  const reportFile = path.join(mkdtempSync(path.join(tmpdir(), 'causerie-browser-')), 'report.json')
  const { output } = await runProgram(
    'node_modules/@playwright/test/cli.js',
    ['test', '--config', config, '--reporter', 'json', ...patterns],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
  )
  if (!existsSync(reportFile)) return tally.fail('browser tests did not run', output)
  const { suites, errors } = Value.Parse(Report, JSON.parse(readFileSync(reportFile, 'utf8')))
  for (const { message } of errors) tally.fail('browser tests', stripVTControlCharacters(message))
  for (const spec of suites.flatMap(specsOf)) {
    for (const { projectName, status, results } of spec.tests) {
      const name = `${spec.file}: ${spec.title}${projectName ? ` (${projectName})` : ''}`
      if (status === 'expected') tally.pass(name)
      else if (status === 'flaky') {
        console.log(`~ ${name}: passed at a later try`)
        tally.pass(name)
      } else if (status === 'skipped') tally.skipped++
      else
        tally.fail(
          name,
          results
            .flatMap((result) => result.errors.map(({ message }) => stripVTControlCharacters(message ?? '')))
            .join('\n'),
        )
    }
  }
}

function specsOf(suite: Suite): Static<typeof Spec>[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
}
