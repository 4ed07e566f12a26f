import assert from 'node:assert/strict'
import test from 'node:test'
import { type ChannelDraft, problemsOf, storable, tabOf } from './channel-draft.ts'
import { firstSettings } from './new-channel.ts'

const draft: ChannelDraft = {
  name: ' Shop ',
  brandId: 1,
  styleId: 1,
  groupId: null,
  scheduleId: null,
  defaultLocale: 'fr',
  origins: [],
  settings: firstSettings,
  active: true,
}

test('a new widget has all it needs', () => {
  assert.deepEqual(problemsOf(draft), [])
})

test('name, title and greeting must be there in the default language, and each says where', () => {
  const settings = { ...firstSettings, title: { en: 'Shop' }, greeting: { en: 'Hello', fr: ' ' } }
  const problems = problemsOf({ ...draft, name: ' ', settings })
  assert.deepEqual(problems, ['name', 'title', 'greeting'])
  assert.deepEqual(problems.map(tabOf), ['general', 'texts', 'texts'])
  assert.deepEqual(problemsOf({ ...draft, defaultLocale: 'en', settings }), [])
})

test('blank texts are not stored, so that the default language is shown instead', () => {
  const stored = storable({ ...draft, settings: { ...firstSettings, expectAway: { en: ' Later ', fr: '' } } })
  assert.equal(stored.name, 'Shop')
  assert.deepEqual(stored.settings.expectAway, { en: 'Later' })
})
