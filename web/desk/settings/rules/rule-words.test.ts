import assert from 'node:assert/strict'
import { test } from 'node:test'
import en from '../../../../locales/en/rules.json' with { type: 'json' }
import { texts } from '../../../kit/messages.ts'
import { actionWords, conditionWords, listDifference, type RuleNames } from './rule-words.ts'

const r = texts(en, 'en')
const names: RuleNames = {
  r,
  fieldName: (name) => r(`field.${name}`),
  valueName: (_, value) => String(value),
  partName: (part, value) => (part === 'groupId' ? 'Support' : String(value)),
}

test('conditions and actions are said as a person would', () => {
  const timed = { field: 'inStatusSince', operator: 'at_least', value: 2, business: true } as const
  assert.equal(conditionWords(timed, names), 'Hours in this status is at least 2 opening hours')
  const several = { field: 'tags', operator: 'contains_any', value: ['a', 'b'] } as const
  assert.equal(conditionWords({ ...several, value: [...several.value] }, names), 'Tags contains any of a, b')
  assert.equal(conditionWords({ field: 'assigneeId', operator: 'absent' }, names), 'Assignee is empty')
  assert.equal(actionWords({ do: 'move', groupId: 7 }, names), 'Move to group: Support')
  assert.equal(actionWords({ do: 'end_session' }, names), 'End the session')
})

test('a list that is only in another order is told whole', () => {
  assert.deepEqual(listDifference([1, 2, 3], [2, 3, 4]), { lost: [1], got: [4] })
  assert.deepEqual(listDifference([1, 2], [2, 1]), { lost: [1, 2], got: [2, 1] })
})
