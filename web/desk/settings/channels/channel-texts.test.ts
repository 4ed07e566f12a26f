import assert from 'node:assert/strict'
import test from 'node:test'
import { localesOf, missingTexts, speaks, trimmedTexts } from './channel-texts.ts'

const whole = {
  title: { en: 'Shop', fr: 'Boutique' },
  greeting: { en: 'Hello', fr: 'Bonjour' },
  expectOnline: { en: 'Soon', fr: 'Bientôt' },
  expectAway: { en: 'Later', fr: 'Plus tard' },
  expectClosed: { en: 'Back {opens}', fr: 'De retour {opens}' },
}

test('languages: the default first, the offered two always, and what is written besides', () => {
  assert.deepEqual(localesOf(whole, 'fr'), ['fr', 'en'])
  assert.deepEqual(localesOf({ ...whole, title: { ...whole.title, de: 'Laden' } }, 'en'), ['en', 'fr', 'de'])
})

test('a text that is absent or blank is missing; nothing is missing when all is written', () => {
  assert.deepEqual(missingTexts(whole, 'en'), [])
  const partly = { ...whole, greeting: { en: 'Hello', fr: '  ' }, expectAway: { en: 'Later' } }
  assert.deepEqual(missingTexts(partly, 'en'), [
    { field: 'greeting', locale: 'fr' },
    { field: 'expectAway', locale: 'fr' },
  ])
  assert.equal(speaks(partly, 'fr'), false)
  assert.equal(speaks(partly, 'en'), true)
})

test('what is stored has no blank text', () => {
  assert.deepEqual(trimmedTexts({ en: ' Hello ', fr: ' ' }), { en: 'Hello' })
})
