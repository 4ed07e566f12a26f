import assert from 'node:assert/strict'
import test from 'node:test'
import { differencesOf } from './differences.ts'

test('only what is different is told, down to the field inside a field', () => {
  const before = { colour: '#000000', greeting: { en: 'Hello', fr: 'Bonjour' } }
  const after = { colour: '#000000', greeting: { en: 'Hi', fr: 'Bonjour', de: 'Hallo' } }
  assert.deepEqual(differencesOf({ name: ['A', 'B'], settings: [before, after] }), [
    { field: 'name', before: 'A', after: 'B' },
    { field: 'settings.greeting.en', before: 'Hello', after: 'Hi' },
    { field: 'settings.greeting.de', before: null, after: 'Hallo' },
  ])
})

test('lists are told whole, and so is what was not there before', () => {
  const scope = { tickets: 'all', brands: null }
  assert.deepEqual(differencesOf({ groups: [['A'], ['A', 'B']], scope: [null, scope], kept: [1, 1] }), [
    { field: 'groups', before: ['A'], after: ['A', 'B'] },
    { field: 'scope', before: null, after: scope },
  ])
})

test('of a rule that changed its conditions and actions, those it lost and got are told; also when it is made', () => {
  const is = (value: string) => ({ field: 'status', operator: 'is', value })
  const tag = { do: 'add_tags', tags: ['a'] }
  const before = { conditions: { all: [is('open'), is('pending')], any: [] }, actions: [tag] }
  const after = { conditions: { all: [is('open'), is('hold')], any: [] }, actions: [tag] }
  assert.deepEqual(differencesOf({ definition: [before, after] }), [
    { field: 'definition.conditions.all', before: [is('pending')], after: [is('hold')], isList: true },
  ])
  assert.deepEqual(differencesOf({ definition: [null, after] }), [
    { field: 'definition.conditions.all', before: [], after: [is('open'), is('hold')], isList: true },
    { field: 'definition.actions', before: [], after: [tag], isList: true },
  ])
})

test('of service levels that are made, what is promised is told, one by one', () => {
  const none = { business: false, first_reply: null, next_reply: null }
  const targets = { low: { ...none }, high: { ...none, first_reply: 15 } }
  assert.deepEqual(differencesOf({ targets: [null, targets] }), [
    { field: 'targets.high.first_reply', before: null, after: 15 },
  ])
  const changed = { ...targets, high: { ...none, business: true, first_reply: 30 } }
  assert.deepEqual(differencesOf({ targets: [targets, changed] }), [
    { field: 'targets.high.first_reply', before: 15, after: 30 },
    { field: 'targets.high.business', before: false, after: true },
  ])
})
