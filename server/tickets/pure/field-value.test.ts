import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldKind, FieldValue, TicketField } from '../definitions/contract.ts'
import { fitsPattern } from '../definitions/pattern.ts'
import { checkValue } from './field-value.ts'

const field = (kind: FieldKind, pattern: string | null = null): TicketField => ({
  id: 1,
  kind,
  title: { en: 'Field' },
  customerTitle: {},
  help: {},
  options: [
    { key: 'red', label: { en: 'Red' } },
    { key: 'blue', label: { en: 'Blue' } },
  ],
  pattern,
  requiredOnSolve: false,
  customer: 'hidden',
  active: true,
})

test('each kind of field takes what fits it, in one form, and says what does not [TK10]', () => {
  const cases: [FieldKind, FieldValue | null, FieldValue | null | { misfit: string }][] = [
    ['text', ' order 4711 ', 'order 4711'],
    ['text', '  ', null],
    ['text', 7, { misfit: 'kind' }],
    ['text', 'x'.repeat(1_001), { misfit: 'too_long' }],
    ['multiline', 'a\nb', 'a\nb'],
    ['multiline', 'x'.repeat(4_001), { misfit: 'too_long' }],
    ['number', -1.5, -1.5],
    ['number', 0, 0],
    ['number', '7', { misfit: 'kind' }],
    ['number', Number.POSITIVE_INFINITY, { misfit: 'kind' }],
    ['date', '2028-02-29', '2028-02-29'],
    ['date', '2027-02-29', { misfit: 'date' }],
    ['date', '29/02/2028', { misfit: 'date' }],
    ['date', '', null],
    ['checkbox', true, true],
    ['checkbox', false, null],
    ['checkbox', 'true', { misfit: 'kind' }],
    ['dropdown', 'red', 'red'],
    ['dropdown', '', null],
    ['dropdown', 'Red', { misfit: 'option' }],
    ['dropdown', ['red'], { misfit: 'option' }],
    ['multiselect', ['blue', 'red', 'blue'], ['red', 'blue']],
    ['multiselect', [], null],
    ['multiselect', ['red', 'green'], { misfit: 'option' }],
    ['multiselect', 'red', { misfit: 'kind' }],
    ['text', null, null],
  ]
  for (const [kind, given, wanted] of cases) {
    const expected =
      wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted) ? wanted : { value: wanted }
    assert.deepEqual(checkValue(field(kind), given, fitsPattern), expected, `${kind} ${JSON.stringify(given)}`)
  }
})

test('a pattern is for the whole value, and takes no longer than the value is long [TK10]', () => {
  const check = (pattern: string, text: string) => checkValue(field('pattern', pattern), text, fitsPattern)
  assert.deepEqual(check('[A-Z]{2}\\d{4}', ' AB1234 '), { value: 'AB1234' })
  assert.deepEqual(check('[A-Z]{2}\\d{4}', 'AB12345'), { misfit: 'pattern' })
  assert.deepEqual(check('a|ab', 'ab'), { value: 'ab' })
  // Minutes for an engine that goes back and tries again.
  const started = performance.now()
  assert.deepEqual(check('(a+)+b', 'a'.repeat(1_000)), { misfit: 'pattern' })
  assert.ok(performance.now() - started < 5_000)
})
