import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MacroDefinition } from '../../../../server/rules/contract.ts'
import { definitionOf, draftOf, sharingOf } from './draft.ts'

const definition: MacroDefinition = {
  actions: [
    { do: 'set_tags', tags: ['only'] },
    { do: 'set_status', status: 'pending' },
    { do: 'set_priority', priority: 'high' },
    { do: 'set_type', type: 'incident' },
    { do: 'set_subject', text: 'Late: {{ticket.subject}}' },
    { do: 'move', groupId: null },
    { do: 'assign', to: 7 },
    { do: 'add_tags', tags: ['a', 'b'] },
    { do: 'remove_tags', tags: ['c'] },
    { do: 'set_field', fieldId: 9, value: 'late' },
    { do: 'send_survey', surveyId: 3 },
  ],
  message: { visibility: 'note', texts: { en: 'Hello' } },
}
const macro = { title: 'T', category: '', active: true, definition }

test('a macro goes through its form unchanged, with what the form does not show', () => {
  const draft = draftOf({ ...macro, sharing: { with: 'groups', groups: [1] } })
  assert.deepEqual(definitionOf(draft), definition)
  assert.deepEqual(sharingOf(draft), { with: 'groups', groups: [1] })
})

test('what is left as it is makes no action, and empty texts no message', () => {
  assert.deepEqual(definitionOf({ ...draftOf(null), texts: { en: ' ' }, add: ' , ' }), { actions: [] })
})

test('a status of the account’s own is one of the statuses of the form', () => {
  const own: MacroDefinition = { actions: [{ do: 'set_own_status', statusId: 12 }] }
  const draft = draftOf({ ...macro, definition: own, sharing: { with: 'me' } })
  assert.equal(draft.status, 'own:12')
  assert.deepEqual(definitionOf(draft), own)
})
