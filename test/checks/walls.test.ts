import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test } from 'node:test'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { root, sourceFiles } from './source-files.ts'

const config = path.join(root, '.dependency-cruiser.cjs')
const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

const Report = Type.Object({
  modules: Type.Array(Type.Object({ source: Type.String() })),
  summary: Type.Object({
    violations: Type.Array(
      Type.Object({ from: Type.String(), to: Type.String(), rule: Type.Object({ name: Type.String() }) }),
    ),
  }),
})

test('no import goes through a wall, and every source file was looked at', () => {
  const { modules, summary } = cruise(root, ['server', 'web', 'bin', 'bench', 'test'])
  const violations = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)
  assert.deepEqual(violations, [])
  // Given a compiler it does not know, the tool finds no module and is content: count what it saw.
  const seen = new Set(modules.map(({ source }) => source))
  assert.deepEqual(
    sourceFiles(['server', 'web', 'bin', 'bench', 'test']).filter((file) => !seen.has(file)),
    [],
  )
  assert.ok(seen.size >= 50, `only ${seen.size} modules`)
})

test('each wall stops the import planted against it', () => {
  const found = cruise(path.join(root, 'test/checks/planted'), ['server', 'web']).summary.violations
  assert.deepEqual([...new Set(found.map(({ rule }) => rule.name))].sort(), wallNames().sort())
})

test('every folder of the server is a slice with walls, the platform, or the demo above all slices', () => {
  const walled = wallNames().flatMap((name) => (name.startsWith('left-only-') ? [name.slice('left-only-'.length)] : []))
  const folders = readdirSync(path.join(root, 'server'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const unknown = folders
    .map(({ name }) => name)
    .filter((name) => ![...walled, 'compat', 'platform', 'demo'].includes(name))
  assert.deepEqual(unknown, [])
})

function cruise(folder: string, parts: string[]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...parts, '--config', config, '--output-type', 'json'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    },
  )
  assert.equal(stderr, '')
  return Value.Parse(Report, JSON.parse(stdout))
}

function wallNames() {
  const walls: unknown = createRequire(import.meta.url)(config)
  return Value.Parse(Type.Object({ forbidden: Type.Array(Type.Object({ name: Type.String() })) }), walls).forbidden.map(
    ({ name }) => name,
  )
}
