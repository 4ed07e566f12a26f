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

/** Runs each file in a process of its own; shows what failed, with what its file printed. */
export async function runNodeTests(files: string[], concurrency: number, tally: Tally) {
  if (files.length === 0) return
  const absolute = files.map((file) => path.join(root, file))
  const printed = new Map<string, string>()
  const counts = new Map<string, { passed: number; failed: number; milliseconds: number }>()
  for await (const { type, data } of run({ files: absolute, cwd: root, concurrency, timeout: 20 * 60_000 })) {
    if (type === 'test:stdout' || type === 'test:stderr' || (type === 'test:diagnostic' && data.file)) {
      printed.set(data.file ?? '', (printed.get(data.file ?? '') ?? '') + data.message)
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // What holds a failed test is no failure of its own.
    if (type === 'test:fail' && failureType(data.details.error) === 'subtestsFailed') continue
    const file = data.file ?? data.name
    const count = counts.get(file) ?? { passed: 0, failed: 0, milliseconds: 0 }
    counts.set(file, count)
    if (data.nesting === 0) count.milliseconds += data.details.duration_ms
    // With nothing inside, the runner reports the file itself, as passed.
    const empty = type === 'test:pass' && path.resolve(root, data.name) === file
    if (data.details.type === 'suite' && type === 'test:pass') continue
    if (data.skip !== undefined || data.todo !== undefined) tally.skipped++
    else if (type === 'test:fail' || empty) {
      count.failed++
      const reason = empty ? 'no test in this file' : describe(data.details)
      tally.fail(`${path.relative(root, file)}: ${data.name}`, `${reason}\n${lastLines(printed.get(file) ?? '')}`)
    } else {
      count.passed++
      tally.pass()
    }
  }
  for (const [file, { passed, failed, milliseconds }] of counts) {
    const mark = failed === 0 ? '✓' : '✗'
    console.log(
      `${mark} ${path.relative(root, file)}: ${passed} of ${passed + failed} (${(milliseconds / 1000).toFixed(1)} s)`,
    )
  }
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
