import assert from 'node:assert/strict'
import test from 'node:test'
import { isTexts, labelOf, secondsIn } from './field-label.ts'

const known: Record<string, string> = {
  question: 'Question',
  'definition.low': 'Lowest step',
  low: 'Low',
  high: 'High',
  first_reply: 'First reply',
  greeting: 'Greeting',
  email: 'Email',
  offerSeconds: 'An offer stands for',
  endAfterMinutes: 'Session ends after',
}
const words = {
  word: (name: string) => known[name] ?? null,
  languageName: (locale: string) => ({ en: 'English', fr: 'French' })[locale] ?? locale,
  of: (part: string, whole: string) => `${part} (${whole})`,
}

test('a field is called by its own word, with the language, priority or family it is for', () => {
  const label = (field: string) => labelOf(field, words)
  assert.equal(label('settings.greeting.fr'), 'Greeting (French)')
  assert.equal(label('definition.question.en'), 'Question (English)')
  assert.equal(label('definition.low.en'), 'Lowest step (English)')
  assert.equal(label('targets.high.first_reply'), 'First reply (High)')
  assert.equal(label('offerSeconds.email'), 'An offer stands for (Email)')
  assert.equal(label('inactivity.endAfterMinutes'), 'Session ends after')
  assert.equal(label('email'), 'Email')
  assert.equal(label('question.unheard'), 'Question (unheard)')
})

test('a number is a time where its field says so', () => {
  assert.equal(secondsIn('targets.low.first_reply', 30), 1_800)
  assert.equal(secondsIn('definition.expiresDays', 2), 172_800)
  assert.equal(secondsIn('offerSeconds.email', 30), 30)
  assert.equal(secondsIn('definition.points', 5), null)
})

test('texts by language are known as such', () => {
  assert.ok(isTexts({ en: 'Hello', fr: 'Bonjour' }))
  assert.ok(!isTexts({}))
  assert.ok(!isTexts({ key: 'slow' }))
})
