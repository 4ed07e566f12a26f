import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { startPeople } from '../../../../test/kit/people.ts'
import { fold } from './fold.ts'

test('accents, case and signs do not matter', () => {
  assert.equal(fold('L’Hôtel – ÉTÉ, n°4711 ? Œuvre/Straße'), 'l hotel ete n 4711 oeuvre strasse')
})

test('the database folds as we do: what is marked is what was found', async () => {
  const { db } = await startPeople()
  const letter = fc.oneof(
    fc.constantFrom(...'éèêàùçôîœæßøłÉÈÀÇŒÑñ «»’…–@#/\\^[]_`{|}~€°½'),
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
    fc.constantFrom(...'Москваμεγάλοבית'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(letter, { maxLength: 30 }), { minLength: 1, maxLength: 40 }), async (texts) => {
      const given = texts.map((text) => text.join(''))
      const rows = await db.rows<{ folded: string }>({
        name: 'test.fold',
        text: 'select search_fold(t) as folded from unnest($1::text[]) with ordinality as u(t, place) order by place',
        values: [given],
      })
      assert.deepEqual(
        rows.map((row) => row.folded),
        given.map(fold),
      )
    }),
    { numRuns: 25 },
  )
})
