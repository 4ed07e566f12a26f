import { globSync } from 'node:fs'
import { root, runProgram } from './run-program.ts'
import type { Tally } from './tally.ts'

type Check = { name: string; program: string; args: string[] }

const typed = ['tsconfig.json', 'web/tsconfig.json', 'web/widget/tsconfig.json', 'test/browser/tsconfig.json']

const checks: Check[] = [
  { name: 'format', program: 'node_modules/@biomejs/biome/bin/biome', args: ['format', '.'] },
  { name: 'lint', program: 'node_modules/oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'] },
  ...typed.filter(hasSources).map((project) => ({
    name: `types of ${project}`,
    program: 'node_modules/ts7/lib/tsc.js',
    args: ['--noEmit', '-p', project],
  })),
  { name: 'unused code', program: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
]

/** Everything that can be said without running the product. */
export async function runChecks(tally: Tally) {
  for (const { name, program, args } of checks) {
    const started = performance.now()
    const { ok, output } = await runProgram(program, args)
    const title = `${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`
    if (ok) tally.pass(title)
    else tally.fail(title, output)
  }
}

/** A project without a file is an error to the compiler. */
function hasSources(project: string) {
  const folder = project.replace(/\/?tsconfig\.json$/, '') || '.'
  return folder === '.' || globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).length > 0
}
