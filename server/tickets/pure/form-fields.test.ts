import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FormCondition, TicketField, TicketForm } from '../definitions/contract.ts'
import { formOf, isCircular, missingFields, shownFields } from './form-fields.ts'

const field = (id: number, more: Partial<TicketField> = {}): TicketField => ({
  id,
  kind: 'dropdown',
  title: { en: `Field ${id}` },
  customerTitle: {},
  help: {},
  options: [
    { key: 'a', label: { en: 'A' } },
    { key: 'b', label: { en: 'B' } },
  ],
  pattern: null,
  requiredOnSolve: false,
  customer: 'hidden',
  active: true,
  ...more,
})
const form = (fieldIds: number[], conditions: FormCondition[] = [], more: Partial<TicketForm> = {}): TicketForm => ({
  id: 1,
  name: { en: 'Form' },
  fieldIds,
  conditions,
  brandIds: [],
  isDefault: true,
  active: true,
  ...more,
})
const when = (parent: number, values: (string | boolean)[], child: number, required = false): FormCondition => ({
  parent,
  values,
  child,
  required,
})
const definitions = (fields: TicketField[]) => ({ fields, forms: [], statuses: [] })
const ids = (shown: { field: TicketField }[]) => shown.map(({ field: { id } }) => id)

test('a form shows its active fields, in its order [TK11]', () => {
  const fields = [field(1), field(2, { active: false }), field(3), field(4)]
  assert.deepEqual(ids(shownFields(definitions(fields), form([3, 2, 1, 9]), {})), [3, 1])
})

test('a field with conditions is shown while one of them holds, and only with its parent [TK11]', () => {
  const fields = [field(1), field(2), field(3, { kind: 'checkbox' }), field(4, { kind: 'multiselect' })]
  const conditional = form([1, 2, 3, 4], [when(1, ['a', 'b'], 2), when(2, ['b'], 3, true), when(3, [false], 4)])
  const shown = (values: Record<string, string | boolean | string[]>) =>
    ids(shownFields(definitions(fields), conditional, values))
  assert.deepEqual(shown({}), [1])
  assert.deepEqual(shown({ 1: 'a' }), [1, 2])
  // A box nobody has ticked is not ticked.
  assert.deepEqual(shown({ 1: 'a', 2: 'b' }), [1, 2, 3, 4])
  assert.deepEqual(shown({ 1: 'a', 2: 'b', 3: true }), [1, 2, 3])
  // The value of a hidden parent counts for nothing.
  assert.deepEqual(shown({ 2: 'b' }), [1])
})

test('what is required is so by itself, or by the condition that shows it [TK11]', () => {
  const fields = [field(1, { requiredOnSolve: true }), field(2), field(3, { kind: 'checkbox', requiredOnSolve: true })]
  const shown = (values: Record<string, string | boolean>) =>
    shownFields(definitions(fields), form([1, 2, 3], [when(1, ['a'], 2, true), when(1, ['b'], 2)]), values)
  const missing = (values: Record<string, string | boolean>) => missingFields(shown(values), values).map(({ id }) => id)
  assert.deepEqual(missing({}), [1, 3])
  assert.deepEqual(missing({ 1: 'a', 3: true }), [2])
  assert.deepEqual(missing({ 1: 'b', 3: true }), [])
})

test('a ticket has its own form, else that of its brand, else the default', () => {
  const forms = [
    form([], [], { id: 1, isDefault: true }),
    form([], [], { id: 2, isDefault: false, brandIds: [5] }),
    form([], [], { id: 3, isDefault: false, brandIds: [6], active: false }),
  ]
  const of = (formId: number | null, brandId: number) => formOf({ forms }, { formId, brandId })?.id
  assert.deepEqual([of(3, 5), of(null, 5), of(9, 5), of(null, 6), of(null, 7)], [3, 2, 2, 1, 1])
})

test('whatever the conditions, showing ends, and shows nothing that is not on the form', () => {
  const id = fc.integer({ min: 1, max: 5 })
  const condition = fc.record({
    parent: id,
    values: fc.constantFrom<(string | boolean)[]>(['a'], ['a', 'b'], [true], [false]),
    child: id,
    required: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(condition, { maxLength: 8 }),
      fc.uniqueArray(id),
      fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5'), fc.constantFrom('a', 'b', true)),
      (conditions, fieldIds, values) => {
        const fields = [1, 2, 3, 4, 5].map((each) => field(each))
        const shown = ids(shownFields(definitions(fields), form(fieldIds, conditions), values))
        assert.deepEqual(
          shown,
          fieldIds.filter((each) => shown.includes(each)),
        )
        // One that no condition names is always there.
        for (const each of fieldIds)
          if (!conditions.some(({ child }) => child === each)) assert.ok(shown.includes(each))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('a circle of conditions is found, of whatever length', () => {
  const chain = (...pairs: [number, number][]) => isCircular(pairs.map(([parent, child]) => ({ parent, child })))
  assert.equal(chain([1, 2], [2, 3], [1, 3], [4, 3]), false)
  assert.equal(chain([1, 1]), true)
  assert.equal(chain([1, 2], [2, 3], [3, 1]), true)
  assert.equal(chain([5, 1], [1, 2], [2, 1]), true)
  // Two ways at each of many steps: whoever walked each of them by itself would never come to an end.
  const ladder = Array.from({ length: 150 }, (_, n): [number, number][] => [
    [n, n + 1],
    [n, n + 1],
  ]).flat()
  assert.equal(chain(...ladder), false)
  assert.equal(chain(...ladder, [150, 0]), true)
})
