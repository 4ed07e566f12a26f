import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import test from 'node:test'
import type { Message } from '../kit/message-parts.ts'
import { parseMessage } from '../kit/messages.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const catalogue = (path: string): Record<string, string> => JSON.parse(read(path))

/** Keys that stand in the code, by the part that carries them. */
const used = (files: string[]) =>
  files.flatMap((file) =>
    [...read(file).matchAll(/[^\w]t\((?:[^()]*\? )?'([\w.]+)'(?: : '([\w.]+)')?/g)].flatMap(([, a = '', b = a]) => [
      a,
      b,
    ]),
  )
const sources = globSync('web/widget/**/*.tsx', { cwd: root.pathname })
/** Made from what the state says: marks of messages, reasons of refusals, fields. */
const made = ['sending', 'sent', 'read']

for (const part of ['widget', 'widget-extras', 'demo']) {
  const [en, fr] = ['en', 'fr'].map((locale) => catalogue(`locales/${locale}/${part}.json`))
  assert.ok(en && fr)

  test(`${part}: English and French say the same things, with the same values`, () => {
    assert.deepEqual(Object.keys(fr), Object.keys(en))
    for (const key of Object.keys(en))
      assert.deepEqual(namesIn(parseMessage(fr[key] ?? '')), namesIn(parseMessage(en[key] ?? '')), key)
  })

  test(`${part}: French is set as French is set`, () => {
    for (const [key, text] of Object.entries(fr)) {
      assert.doesNotMatch(text, /[^\u202f][;!?»]|[^\u202f]:( |$)|«[^\u202f]/, key)
      assert.doesNotMatch(text, /'/, `${key}: a straight apostrophe`)
    }
  })
}

test('every text that is asked for is there, and none is there that nothing asks for', () => {
  const en = { ...catalogue('locales/en/widget.json'), ...catalogue('locales/en/widget-extras.json') }
  const asked = new Set([...used(sources), ...made])
  const refusals = Object.keys(en).filter((key) => key.startsWith('no.'))
  for (const key of asked) assert.ok(key in en, `no text for ${key}`)
  for (const key of Object.keys(en)) assert.ok(asked.has(key) || refusals.includes(key), `${key} is asked for nowhere`)
})

function namesIn(message: Message | undefined): string[] {
  if (!message || typeof message === 'string') return []
  const names = message.flatMap((part) =>
    Array.isArray(part)
      ? [part[0], ...(typeof part[2] === 'object' ? Object.values(part[2]).flatMap(namesIn) : [])]
      : [],
  )
  return [...new Set(names)].sort()
}
