import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { root, sourceFiles } from './source-files.ts'

type Requirement = { id: string; text: string; state: string }

const requirements = readTable(read('docs/requirements.md'))
const cited = citations(
  sourceFiles(['server', 'web', 'bin', 'bench', 'test'])
    .filter((file) => isTest(file) && file !== 'test/checks/requirements.test.ts')
    .map((file): [string, string] => [file, read(file)]),
)

test('the table has each requirement once, in order, with a state that says what is missing', () => {
  assert.deepEqual(faultsOf(requirements), [])
  // As many as each source has: none is left out, none is invented.
  const count = (source: string) => requirements.filter(({ id }) => id.startsWith(`${source}.`)).length
  assert.deepEqual(['S0', 'S1', 'S2', 'S3', 'S4'].map(count), [41, 33, 51, 22, 42])
})

test('whatever is called done is cited by a test', () => {
  assert.deepEqual(uncited(requirements, cited), [])
})

test('no test cites a requirement that does not exist', () => {
  assert.deepEqual(unknown(requirements, cited), [])
})

test('each of these is found where it is planted', () => {
  const planted = readTable(
    ['| S0.1 | One | done |', '| S0.2 | Two | partly |', '| S0.2 | | done: so |', '| S0.4 | Four | soon |'].join('\n'),
  )
  assert.deepEqual(faultsOf(planted), [
    'S0.2: "partly" does not say what is missing',
    'S0.2: out of order',
    'S0.2: no text',
    'S0.4: out of order',
    'S0.4: "soon" is no state',
  ])
  const tests = citations([
    ['a.test.ts', "test('one [S0.1]', () => {}) // [S0.4] [S0.3] and S0.9, S1.1 without brackets"],
  ])
  assert.deepEqual(uncited(planted, tests), ['S0.2'])
  assert.deepEqual(unknown(planted, tests), ['S0.3 in a.test.ts'])
})

function readTable(text: string): Requirement[] {
  return [...text.matchAll(/^\| (S\S*) \|(.*)\|(.*)\|$/gm)].map(([, id = '', line = '', state = '']) => ({
    id,
    text: line.trim(),
    state: state.trim(),
  }))
}

function faultsOf(table: Requirement[]): string[] {
  return table.flatMap(({ id, text, state }, index) => {
    const before = table[index - 1]?.id
    return [
      ...(isNext(before, id) ? [] : [`${id}: out of order`]),
      ...(text === '' ? [`${id}: no text`] : []),
      ...(/^(done|partly|planned)(: .+)?$/.test(state) ? [] : [`${id}: "${state}" is no state`]),
      ...(state === 'partly' ? [`${id}: "partly" does not say what is missing`] : []),
    ]
  })
}

/** S0.1, S0.2 … S0.41, S1.1: one after the other, which also makes each one unique. */
function isNext(before: string | undefined, id: string): boolean {
  const [source, number] = before === undefined ? (['S0', 0] as const) : partsOf(before)
  const [nextSource, nextNumber] = partsOf(id)
  if (nextSource === source) return nextNumber === number + 1
  return nextNumber === 1 && Number(nextSource.slice(1)) === Number(source.slice(1)) + 1
}

function partsOf(id: string): [string, number] {
  const [source = '', number = ''] = id.split('.')
  return [source, Number(number)]
}

function citations(files: [string, string][]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [file, text] of files)
    for (const [, id = ''] of text.matchAll(/\[(S\d+\.\d+)\]/g)) found.set(id, [...(found.get(id) ?? []), file])
  return found
}

function uncited(table: Requirement[], tests: Map<string, string[]>): string[] {
  return table.filter(({ id, state }) => state.startsWith('done') && !tests.has(id)).map(({ id }) => id)
}

function unknown(table: Requirement[], tests: Map<string, string[]>): string[] {
  const ids = new Set(table.map(({ id }) => id))
  return [...tests].filter(([id]) => !ids.has(id)).map(([id, files]) => `${id} in ${[...new Set(files)].join(', ')}`)
}

function isTest(file: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(file)
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}
