import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaintAt, complaintsIn } from '../parts/complaints.ts'
import { definitionOf, draftOf } from './draft.ts'

test('what is edited is what is stored, and the other way round', () => {
  const definition = {
    conditions: { all: [{ field: 'status', operator: 'is' as const, value: 'solved' }], any: [] },
    actions: [{ do: 'end_session' as const }],
  }
  const rule = {
    id: 1,
    kind: 'trigger' as const,
    title: 'T',
    category: 'c',
    position: 1,
    active: false,
    definition,
    version: 1,
    updatedAt: '',
    updatedBy: null,
    failure: null,
    fired: { times: 0, lastAt: null },
  }
  assert.deepEqual(definitionOf(draftOf('trigger', rule)), definition)
  assert.equal(draftOf('trigger', rule).active, false)
})

test('a complaint stands at its place, also where it names something inside', () => {
  const complaints = complaintsIn({ fields: [{ field: 'actions.1.tags', message: 'too few' }] })
  assert.equal(complaintAt(complaints, 'actions.1')?.message, 'too few')
  assert.equal(complaintAt(complaints, 'actions.10'), undefined)
  assert.deepEqual(complaintsIn(null), [])
})
