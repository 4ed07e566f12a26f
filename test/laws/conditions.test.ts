import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { conditionsSql } from '../../server/platform/conditions/conditions-sql.ts'
import { compile } from '../../server/platform/pure/conditions/compile.ts'
import type { Condition, Conditions, Facts, Operator } from '../../server/platform/pure/conditions/condition.ts'
import {
  type Field,
  operatorsOf,
  type Reading,
  takesList,
  takesNoValue,
} from '../../server/platform/pure/conditions/field.ts'
import { foldText, foldWords } from '../../server/platform/pure/conditions/fold.ts'
import { type Database, openDatabase } from '../../server/platform/db.ts'
import { fieldsByName, ticketFields, updateReading } from '../../server/tickets/fields.ts'
import { createTestDatabase, whenDone } from '../kit/database.ts'

/** Law 7: conditions read as a predicate and read as SQL agree, on a real PostgreSQL [CO1]. */

const fields = fieldsByName(ticketFields)
let db: Database
before(async () => {
  const database = await createTestDatabase()
  db = openDatabase(database.url, { max: 2 })
  whenDone(async () => {
    await db.close()
    await database.drop()
  })
})

const WORDS = [
  'refund',
  'Remboursé',
  'œuvre',
  'ŒUVRE',
  'état',
  'ETAT',
  'e\u0301tat',
  'naïve!',
  'a',
  '«\u00a0oui\u00a0»',
  'ΣΑΣ',
  'Ёлка',
  '',
  '-',
  'ß',
  "l'été",
]
const TEXT = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' '))
const valueOf = (field: Field): fc.Arbitrary<string | number | boolean | null> => {
  switch (field.type) {
    case 'id':
      return fc.constantFrom(1, 2, 3, null)
    case 'number':
      return fc.constantFrom(0, 1, 2, 2.5)
    case 'flag':
      return fc.boolean()
    case 'set':
      return fc.constantFrom('late', 'vip', 'x')
    case 'text':
      return TEXT
    case 'choice':
      return fc.constantFrom(...(field.options ?? ['en', 'fr']), null)
    case 'since':
    case 'until':
      return fc.constantFrom(0, 1, 24)
  }
}
const factOf = (field: Field): fc.Arbitrary<unknown> => {
  if (field.type === 'set') return fc.option(fc.subarray(['late', 'vip', 'x']))
  if (field.type === 'flag') return fc.boolean()
  if (field.type === 'number') return fc.option(fc.constantFrom(0, 1, 2, 2.5))
  return fc.option(valueOf(field))
}

const conditionOn = (reading: Reading): fc.Arbitrary<Condition> =>
  fc.constantFrom(...ticketFields.filter((field) => field.readings.includes(reading))).chain((field) =>
    fc.constantFrom<Operator>(...operatorsOf(field, reading)).chain((operator) => {
      const value = takesList(operator) ? fc.array(valueOf(field), { minLength: 1, maxLength: 3 }) : valueOf(field)
      return value.map((chosen) => ({
        field: field.name,
        operator,
        ...(takesNoValue(operator) ? {} : { value: chosen }),
      }))
    }),
  )
const CONDITIONS: fc.Arbitrary<Conditions> = fc.record({
  all: fc.array(conditionOn('update'), { maxLength: 3 }),
  any: fc.array(conditionOn('update'), { maxLength: 2 }),
})

const updateFields = ticketFields.filter((field) => field.readings.includes('update'))
const FACTS: fc.Arbitrary<Facts> = fc
  .record({
    state: fc.record(Object.fromEntries(updateFields.map((field) => [field.name, factOf(field)]))),
    befores: fc.record(Object.fromEntries(updateFields.map((field) => [field.name, factOf(field)]))),
    changed: fc.subarray(updateFields.filter((field) => field.changes === true).map((field) => field.name)),
  })
  .map(({ state, befores, changed }) => ({
    state,
    changes: Object.fromEntries(changed.map((name) => [name, [befores[name], state[name]] as const])),
  }))

test('of random updates, random conditions pick the same by predicate and by SQL [CO1]', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(FACTS, { minLength: 1, maxLength: 20 }),
      fc.array(CONDITIONS, { minLength: 1, maxLength: 20 }),
      async (facts, asked) => {
        const stored = facts.map(({ state, changes }) => {
          const { kind, by, message, messageVisibility, messageFiles, ...rest } = state
          return { kind, by, message, messageVisibility, messageFiles, state: rest, changes }
        })
        for (const conditions of asked) {
          const found = await db.rows<{ index: number }>(sql`
          with given as (select * from jsonb_array_elements(${JSON.stringify(stored)}::jsonb) with ordinality as g(j, n)),
               u as (select n, j->>'kind' as kind, j->>'by' as actor_kind, j->'state' as state, j->'changes' as changes from given),
               m as (select n, j->>'messageVisibility' as visibility,
                       jsonb_build_object('text', j->>'message') || case when (j->>'messageFiles')::boolean then '{"files": []}'::jsonb else '{}'::jsonb end as content
                     from given)
          select (u.n - 1)::int as index from u join m on m.n = u.n where ${conditionsSql(conditions, fields, updateReading)} order by 1`)
          const holds = compile(conditions, fields)
          const expected = facts.flatMap((each, index) => (holds(each) ? [index] : []))
          assert.deepEqual(
            found.map(({ index }) => index),
            expected,
            JSON.stringify(conditions),
          )
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('texts are folded alike here and in the database [CO2]', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'aÀéÉçœŒæß ΣσςЁё-_\'"«»…\u00a0\u202f\n\tﬁ½①Åﬃ') }),
    fc.string({ unit: 'grapheme' }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        anyText.filter((text) => !text.includes('\0')),
        { minLength: 1, maxLength: 30 },
      ),
      async (texts) => {
        const rows = await db.rows<{ folded: string; words: string }>(
          sql`select fold_text(x) as folded, fold_words(x) as words from unnest(${texts}::text[]) with ordinality as t(x, n) order by n`,
        )
        assert.deepEqual(
          rows,
          texts.map((text) => ({ folded: foldText(text), words: foldWords(text) })),
        )
      },
    ),
    { numRuns: 40 },
  )
})

test('what nothing means: equal to nothing only, in no list, neither less nor greater [CO1]', () => {
  const holds = (condition: Condition, status: unknown) =>
    compile({ all: [condition], any: [] }, fields)({ state: { priority: status }, changes: {} })
  assert.equal(holds({ field: 'priority', operator: 'is', value: null }, null), true)
  assert.equal(holds({ field: 'priority', operator: 'is', value: 'low' }, null), false)
  assert.equal(holds({ field: 'priority', operator: 'is_not', value: 'low' }, null), true)
  assert.equal(holds({ field: 'priority', operator: 'less', value: 'high' }, null), false)
  assert.equal(holds({ field: 'priority', operator: 'greater', value: 'low' }, 'urgent'), true)
  assert.equal(holds({ field: 'unknown', operator: 'present' }, 'urgent'), false)
})
