import assert from 'node:assert/strict'
import { test } from 'node:test'
import en from '../../../../locales/en/views.json' with { type: 'json' }
import fr from '../../../../locales/fr/views.json' with { type: 'json' }
import type { CustomView } from '../../../../server/tickets/contract.ts'
import { columns, groupings, sortings } from '../../../../server/tickets/views/contract.ts'
import { definitionOf, draftOf, sharingOf } from './draft.ts'

test('what is edited is what was stored', () => {
  const view: CustomView = {
    id: 1,
    title: 'Late',
    active: false,
    sharing: { with: 'groups', groups: [2] },
    definition: {
      conditions: { all: [{ field: 'tags', operator: 'contains_any', value: ['late'] }], any: [] },
      columns: ['subject', 'fields.7'],
      group: 'priority',
      sort: { by: 'dueAt', direction: 'asc' },
    },
    version: 3,
    updatedAt: '2026-01-01T00:00:00Z',
    updatedBy: null,
  }
  assert.deepEqual(definitionOf(draftOf(view)), view.definition)
  assert.deepEqual(sharingOf(draftOf(view)), view.sharing)
  assert.equal(definitionOf(draftOf(null)).group, null)
})

test('every column, group and order is named in both languages [law 5]', () => {
  const wanted = [
    ...columns.map((name) => `column.${name}`),
    ...groupings.map((name) => `column.${name}`),
    ...sortings.map((name) => `column.${name}`),
  ]
  for (const catalogue of [en, fr])
    assert.deepEqual(
      wanted.filter((key) => !(key in catalogue)),
      [],
    )
})
