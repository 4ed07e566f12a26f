import assert from 'node:assert/strict'
import test from 'node:test'
import { groupOf } from './field-groups.ts'

test('a field stands under its heading: own ones together, times with times, the rest with the ticket', () => {
  assert.equal(groupOf({ name: 'status', type: 'choice', label: null }), 'ticket')
  assert.equal(groupOf({ name: 'fields.7', type: 'text', label: { en: 'Order' } }), 'own')
  assert.equal(groupOf({ name: 'inStatusSince', type: 'since', label: null }), 'time')
  assert.equal(groupOf({ name: 'slaDueAt', type: 'until', label: null }), 'promise')
  assert.equal(groupOf({ name: 'constructor', type: 'text', label: null }), 'ticket')
})
