import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { refusals as platform } from '../../server/platform/pure/refusal.ts'

// Law 5: every refusal code has a text in every locale, and no text is left over.

const root = path.resolve(import.meta.dirname, '../..')
/** What only a browser knows: the server could not be reached, or the line broke. */
const ofTheBrowser = ['offline', 'disconnected']

async function codes(): Promise<string[]> {
  const found = new Set([...Object.keys(platform), ...ofTheBrowser])
  for (const file of globSync('server/*/contract.ts', { cwd: root })) {
    const contract: { refusals?: Record<string, number> } = await import(path.join(root, file))
    for (const code of Object.keys(contract.refusals ?? {})) found.add(code)
  }
  return [...found].sort()
}

for (const locale of globSync('*', { cwd: path.join(root, 'locales') }))
  test(`every refusal has a text in ${locale} [law 5]`, async () => {
    const texts: Record<string, string> = JSON.parse(
      readFileSync(path.join(root, 'locales', locale, 'refusals.json'), 'utf8'),
    )
    const expected = await codes()
    assert.ok(expected.length > 50, 'the contracts were not found')
    assert.deepEqual(Object.keys(texts).sort(), expected)
    for (const [code, text] of Object.entries(texts)) {
      assert.match(text, /\S.*[.?!]$/u, `${code} says what happened in a sentence`)
      assert.doesNotMatch(text, /_/, `${code} shows no code`)
    }
  })
