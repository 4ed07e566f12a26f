import assert from 'node:assert/strict'
import { test } from 'node:test'
import en from '../../../../locales/en/rules.json' with { type: 'json' }
import fr from '../../../../locales/fr/rules.json' with { type: 'json' }
import { operators } from '../../../../server/platform/pure/conditions/condition.ts'
import { ticketFields } from '../../../../server/tickets/fields.ts'
import { actionNames } from './actions.ts'

/** Texts whose keys are put together on screen. */
const wanted = [
  ...ticketFields.map(({ name }) => `field.${name}`),
  ...ticketFields.flatMap(({ of = '', options = [] }) => options.map((option) => `value.${of}.${option}`)),
  ...operators.map((operator) => `operator.${operator}`),
  ...actionNames.map((name) => `action.${name}`),
]

test('every field, value, comparison and action is named in both languages [law 5]', () => {
  for (const catalogue of [en, fr])
    assert.deepEqual(
      wanted.filter((key) => !(key in catalogue)),
      [],
    )
})
