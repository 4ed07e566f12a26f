import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { root, sourceFiles } from './source-files.ts'

// Commands get their time, randomness and settings handed in; so a test can set them, and a replay gives the same.
const outsideWorld = /(?<![.\w])(Date\.now|Math\.random|process\.env|performance\.now|new Date\(\)|fetch\()/g
const longestFile = 300

test('time, chance, environment and network come from the platform only', () => {
  const files = sourceFiles(['server']).filter(
    (file) => !file.startsWith('server/platform/') && !file.endsWith('.test.ts'),
  )
  assert.deepEqual(
    files.flatMap((file) => reachesOut(read(file)).map((found) => `${file}: ${found}`)),
    [],
  )
})

test('the search for them finds a planted one, and no look-alike', () => {
  const planted = `
    const now = Date.now() // one
    const chance = Math.random()
    const port = process.env.PORT, today = new Date()
    await fetch('https://example.com')
  `
  assert.deepEqual(reachesOut(planted), ['Date.now', 'Math.random', 'process.env', 'new Date()', 'fetch('])
  assert.deepEqual(
    reachesOut("// Date.now()\nstore.fetch(1); prefetch(2); new Date(3) /* Math.random */\nconst a = 'b'"),
    [],
  )
})

test(`a file of more than ${longestFile} lines says why`, () => {
  assert.deepEqual(
    sourceFiles(['server', 'web', 'bin', 'bench', 'test']).filter((file) => isTooLong(read(file))),
    [],
  )
  assert.equal(isTooLong('x\n'.repeat(301)), true)
  assert.equal(isTooLong(`// reason: a table\n${'x\n'.repeat(301)}`), false)
  assert.equal(isTooLong('x\n'.repeat(300)), false)
})

function reachesOut(text: string) {
  return [...withoutComments(text).matchAll(outsideWorld)].map((match) => match[1])
}

function withoutComments(text: string) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

function isTooLong(text: string) {
  const lines = text.trimEnd().split('\n')
  return lines.length > longestFile && !lines.slice(0, 10).some((line) => line.startsWith('// reason: '))
}

function read(file: string) {
  return readFileSync(path.join(root, file), 'utf8')
}
