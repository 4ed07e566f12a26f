import { globSync } from 'node:fs'
import path from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { root } from './run-program.ts'
import type { Tally } from './tally.ts'

/** Files of node:test under the given folders or patterns. */
export function testFiles(patterns: string[]) {
  return globSync(patterns, {
    cwd: root,
    exclude: ['**/node_modules/**', 'test/browser/**', 'test/checks/planted/**'],
  }).sort()
}

/** More red files than this are no accident of a busy machine. */
const MOST_TRIED_AGAIN = 3
/** What a law found by chance may not come again at a second try: it stands. */
const isFinal = (file: string) => file.startsWith(path.join('test', 'laws'))

type Outcome = { passed: number; failures: { name: string; output: string }[]; skipped: number; milliseconds: number }

/**
 * Runs each file in a process of its own; shows what failed, with what its file printed. One that needs a second try, alone, on
 * machines shared with others, is named, with what failed first.
 */
export async function runNodeTests(files: string[], concurrency: number, tally: Tally) {
  const outcomes = await runFiles(files, concurrency)
  const red = [...outcomes].filter(([file, { failures }]) => failures.length > 0 && !isFinal(file))
  if (red.length <= MOST_TRIED_AGAIN)
    for (const [file, { failures }] of red) {
      const again = (await runFiles([file], 1)).get(file)
      if (again === undefined || again.failures.length > 0) continue
      for (const { name, output } of failures)
        console.log(`~ ${file}: ${name}: passed at a later try\n${output.replace(/^/gm, '    ')}`)
      outcomes.set(file, again)
    }
  for (const [file, { passed, failures, skipped, milliseconds }] of outcomes) {
    for (let count = 0; count < passed; count += 1) tally.pass()
    tally.skipped += skipped
    for (const { name, output } of failures) tally.fail(`${file}: ${name}`, output)
    const mark = failures.length === 0 ? '✓' : '✗'
    console.log(`${mark} ${file}: ${passed} of ${passed + failures.length} (${(milliseconds / 1000).toFixed(1)} s)`)
  }
}

/** What came of each file, by its path in the project. */
async function runFiles(files: string[], concurrency: number): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  if (files.length === 0) return outcomes
  const absolute = files.map((file) => path.join(root, file))
  const printed = new Map<string, string>()
  for await (const { type, data } of run({ files: absolute, cwd: root, concurrency, timeout: 20 * 60_000 })) {
    if (type === 'test:stdout' || type === 'test:stderr' || (type === 'test:diagnostic' && data.file)) {
      printed.set(data.file ?? '', (printed.get(data.file ?? '') ?? '') + data.message)
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // What holds a failed test is no failure of its own.
    if (type === 'test:fail' && failureType(data.details.error) === 'subtestsFailed') continue
    const file = data.file ?? data.name
    const name = path.relative(root, file)
    const outcome = outcomes.get(name) ?? { passed: 0, failures: [], skipped: 0, milliseconds: 0 }
    outcomes.set(name, outcome)
    if (data.nesting === 0) outcome.milliseconds += data.details.duration_ms
    // With nothing inside, the runner reports the file itself, as passed.
    const empty = type === 'test:pass' && path.resolve(root, data.name) === file
    if (data.details.type === 'suite' && type === 'test:pass') continue
    if (data.skip !== undefined || data.todo !== undefined) outcome.skipped++
    else if (type === 'test:fail' || empty) {
      const reason = empty ? 'no test in this file' : describe(data.details)
      const output = `${reason}\n${lastLines(printed.get(file) ?? '')}`
      console.log(`… ${name}: ${data.name} failed`)
      outcome.failures.push({ name: data.name, output })
    } else outcome.passed++
  }
  return outcomes
}

function failureType(error: object) {
  return 'failureType' in error ? error.failureType : undefined
}

function describe({ error }: { error?: Error }) {
  const cause = error?.cause ?? error
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause)
}

function lastLines(text: string) {
  const lines = text.trimEnd().split('\n')
  return lines.length > 60 ? ['…', ...lines.slice(-60)].join('\n') : lines.join('\n')
}
