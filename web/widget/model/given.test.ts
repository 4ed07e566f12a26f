import assert from 'node:assert/strict'
import test from 'node:test'
import type { ContactField } from '../../../server/tickets/contract.ts'
import { givenIn, isSame, typedIn } from './given.ts'

const field = (id: number, kind: ContactField['kind'], editable = true): ContactField => ({
  id,
  kind,
  title: kind,
  help: '',
  options: [],
  value: null,
  editable,
})
const form = (...entries: [string, string][]): FormData => {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test('a form says what each field holds; what is empty is emptied, what may not be filled in is not said', () => {
  const fields = [
    field(1, 'text'),
    field(2, 'multiselect'),
    field(3, 'checkbox'),
    field(4, 'number'),
    field(5, 'date'),
    field(6, 'text', false),
  ]
  assert.deepEqual(givenIn(fields, form(['1', ' 4711 '], ['2', 'a'], ['2', 'b'], ['3', 'on'], ['4', '1 234,5'])), {
    1: '4711',
    2: ['a', 'b'],
    3: true,
    4: 1234.5,
    5: null,
  })
  assert.deepEqual(givenIn(fields, form(['4', ' '])), { 1: null, 2: [], 3: null, 4: null, 5: null })
  assert.deepEqual(givenIn(fields, form(['4', 'twelve'])), { wrong: 4 })
})

test('nothing chosen is the same as empty', () => {
  assert.ok(isSame(null, []))
  assert.ok(isSame(['a'], ['a']))
  assert.ok(!isSame(null, ''))
})

test('what is typed and not stored is known as it stands, also what cannot be read', () => {
  const fields = [{ ...field(1, 'number'), value: 12.5 }, field(2, 'checkbox'), { ...field(3, 'text'), value: 'a' }]
  assert.deepEqual(typedIn(fields, form(['1', '12,5'], ['3', 'a']), 'fr'), {})
  assert.deepEqual(typedIn(fields, form(['1', 'twelve'], ['2', 'on'], ['3', '']), 'en'), {
    1: 'twelve',
    2: true,
    3: '',
  })
})
