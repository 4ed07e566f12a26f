import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { formatMessage } from './messages.ts'

// Law 5: both languages say the same things, and every message can be written.

const folder = path.resolve(import.meta.dirname, '../../locales')
const parts = globSync('en/*.json', { cwd: folder }).map((file) => path.basename(file, '.json'))
const read = (locale: string, part: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(folder, locale, `${part}.json`), 'utf8'))
/** Writes a message for 0, 1 and 3 of everything (it may say nothing of none); gives the names it asked for. */
function write(pattern: string, locale: string): Set<string> {
  const asked = new Set<string>()
  for (const value of [0, 1, 3]) {
    const values = new Proxy(
      {},
      { get: (_, name) => (typeof name === 'string' ? (asked.add(name), value) : undefined) },
    )
    const text = formatMessage(pattern, values, locale).trim()
    if (value > 0) assert.notEqual(text, '', pattern)
  }
  return asked
}

for (const part of parts)
  test(`${part}: the same keys and arguments in French, every message can be written [law 5]`, () => {
    const [en, fr] = [read('en', part), read('fr', part)]
    assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort())
    for (const [key, english] of Object.entries(en)) {
      const given = write(english, 'en')
      for (const name of write(fr[key] ?? '', 'fr')) assert.ok(given.has(name), `${key}: {${name}} is not given`)
    }
  })

for (const part of parts)
  test(`${part}: French typography`, () => {
    for (const [key, text] of Object.entries(read('fr', part))) {
      // Not before the colons of addresses and times, nor in ICU syntax.
      assert.doesNotMatch(
        text,
        /[\p{L}\p{N}»)}] ?[;!?](?=\s|$)/u,
        `${part} ${key}: a narrow no-break space before ; ! ?`,
      )
      assert.doesNotMatch(text, /\p{L} ?:(?=\s|$)/u, `${part} ${key}: a narrow no-break space before :`)
      assert.doesNotMatch(text, /«(?!\u202f)|(?<!\u202f)»/u, `${part} ${key}: narrow no-break spaces inside « »`)
      assert.doesNotMatch(text, /nº|n°(?!\u00a0)/u, `${part} ${key}: n° and a no-break space before a number`)
      assert.doesNotMatch(text, /\p{L}'\p{L}/u, `${part} ${key}: ’ is the apostrophe`)
    }
  })
