import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { IntlMessageFormat } from 'intl-messageformat'
import { formatMessage, texts, type Values } from './messages.ts'

const reference = (pattern: string, values: Values, locale: string) =>
  String(new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true }).format(values))

test('writes what intl-messageformat writes, for any message of the subset', () => {
  fc.assert(
    fc.property(message, values, fc.constantFrom('en', 'fr', 'fr-CA', 'pl', 'ar'), (pattern, given, locale) => {
      assert.equal(formatMessage(pattern, given, locale), reference(pattern, given, locale))
    }),
    { numRuns: 1500 },
  )
})

test('apostrophes quote only what would mean something', () => {
  for (const pattern of [
    "l'heure",
    "it''s",
    "'{n}'",
    "'{''}' {n}",
    "a '{' b",
    "d''{n}",
    "{n, plural, other {'#' # c'est l''un}}",
  ])
    assert.equal(formatMessage(pattern, { n: 2 }, 'fr'), reference(pattern, { n: 2 }, 'fr'))
})

test('a hash inside a select is text, as in ICU', () => {
  const pattern = '{n, plural, other {{k, select, other {#}} #}}'
  assert.equal(formatMessage(pattern, { n: 3, k: 'x' }, 'en'), '# 3')
  assert.equal(reference(pattern, { n: 3, k: 'x' }, 'en'), '# 3')
})

test('a malformed pattern is refused, not guessed at', () => {
  for (const pattern of ['{', '{n', '}', '{n, plural, one {#}}', '{n, select, a {x}', '{}', '{n, plural}', 'a } b'])
    assert.throws(() => formatMessage(pattern, { n: 1 }, 'en'), SyntaxError, pattern)
})

test('a missing text shows its key, a missing value nothing', () => {
  const t = texts({ hello: 'Hello {name}!' }, 'en')
  assert.equal(t('hello', { name: 'Ada' }), 'Hello Ada!')
  assert.equal(t('hello'), 'Hello !')
  assert.equal(t('nowhere'), 'nowhere')
})

const literal = fc
  .array(fc.constantFrom('a', ' ', "'", '#', '<', 'é', '.', '’', '\u202f', ',', '|', '\n', '0'), { maxLength: 8 })
  .map((letters) => letters.join(''))
  // A quote left open swallows the braces around it; quoting has its own generator and test.
  .map((text) => text.replace(/'(?=[<#']|$)/g, ''))
const quotedText = fc.constantFrom("'{'", "'}'", "'{a b}'", "'{it''s}'", "''").map((text) => `.${text}.`)
const name = fc.constantFrom('n', 'm', 'kind', 'who', 'at')

const { message } = fc.letrec<{ message: string; part: string; option: string }>((tie) => ({
  message: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    quotedText,
    name.map((key) => `{${key === 'at' ? 'who' : key}}`),
    fc.constantFrom('{n, number}', '{ m , number }', '{n,number}'),
    fc
      .tuple(fc.constantFrom('date', 'time'), fc.constantFrom('', ', short', ', medium', ', long', ',full'))
      .map(([kind, style]) => `{at, ${kind}${style}}`),
    fc
      .tuple(tie('option'), tie('option'), tie('option'))
      .map(([a, b, c]) => `{n, plural, =0 {${a}} one {${b}}\n  other{${c}} }`),
    fc.tuple(tie('option'), tie('option')).map(([a, b]) => `{kind, select, agent {${a}} other {${b}}}`),
  ),
  option: tie('message'),
}))
const values = fc.record({
  n: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer()),
  m: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  kind: fc.constantFrom('agent', 'bot', 'other', 'constructor'),
  who: fc.string(),
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
})
