// reason: what is drawn at random, and the readings it is put to, belong together
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import { conditionsSql, isExact } from '../../server/platform/conditions/conditions-sql.ts'
import { problemsIn } from '../../server/platform/pure/conditions/check.ts'
import { compile } from '../../server/platform/pure/conditions/compile.ts'
import type { Condition, Conditions, Facts, Operator } from '../../server/platform/pure/conditions/condition.ts'
import {
  type Field,
  operatorsOf,
  type Reading,
  takesList,
  takesNoValue,
  takesPattern,
} from '../../server/platform/pure/conditions/field.ts'
import { foldText, foldWords } from '../../server/platform/pure/conditions/fold.ts'
import { type Database, openDatabase } from '../../server/platform/db.ts'
import { businessMsBetween } from '../../server/schedules/index.ts'
import type { Hours } from '../../server/schedules/contract.ts'
import type { Trigger } from '../../server/rules/directory.ts'
import { indexTriggers } from '../../server/rules/triggers/candidates.ts'
import { ticketFacts } from '../../server/tickets/facts.ts'
import { fieldsByName, stateReading, ticketFields, updateReading } from '../../server/tickets/fields.ts'
import type { StoredInboxRow } from '../../server/tickets/inbox-row.ts'
import type { Ticket } from '../../server/tickets/model.ts'
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
      return fc.constantFrom('late', 'vip', 'x', '1', '2')
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

const NOW = new Date('2026-03-01T12:00:00Z')
const OWN: Field[] = [
  { name: 'fields.7', type: 'choice', options: ['a', 'b'], readings: ['state', 'clock'] },
  { name: 'fields.8', type: 'set', readings: ['state', 'clock'] },
  { name: 'fields.9', type: 'flag', readings: ['state', 'clock'] },
  { name: 'fields.10', type: 'number', readings: ['state', 'clock'] },
  { name: 'fields.11', type: 'text', readings: ['state', 'clock'] },
]

/** What SQL can ask: what it lets pass is sieved, and tried below. */
const inSql = (operator: Operator, { name }: Field): boolean =>
  !takesPattern(operator) && !['inBusinessHours', 'onHoliday', 'scheduleId', 'hourOfDay', 'weekday'].includes(name)
const PATTERN = fc.constantFrom('refund', 'rembours[eé]', '^a', '\\bé', 'ŒUVRE$', '.', 'a|-')

const conditionOn = (
  reading: Reading,
  isAsked: (operator: Operator, field: Field) => boolean = inSql,
): fc.Arbitrary<Condition> =>
  fc
    .constantFrom(
      ...[...ticketFields, ...OWN].filter(
        (field) => field.readings.includes(reading) && operatorsOf(field, reading).some((each) => isAsked(each, field)),
      ),
    )
    .chain((field) =>
      fc
        .constantFrom<Operator>(...operatorsOf(field, reading).filter((each) => isAsked(each, field)))
        .chain((operator) => {
          if (takesPattern(operator)) return PATTERN.map((value) => ({ field: field.name, operator, value }))
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
    // Somebody of the team has a name; the others are nobody's colleague.
    state: { ...state, byUserId: state['by'] === 'agent' ? state['byUserId'] : null },
    changes: Object.fromEntries(changed.map((name) => [name, [befores[name], state[name]] as const])),
  }))

test('of random updates, random conditions pick the same by predicate and by SQL [CO1]', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(FACTS, { minLength: 1, maxLength: 20 }),
      fc.array(CONDITIONS, { minLength: 1, maxLength: 20 }),
      async (facts, asked) => {
        const stored = facts.map(({ state, changes }) => {
          const { kind, by, byUserId, message, messageVisibility, messageFiles, ...rest } = state
          return { kind, by, byUserId, message, messageVisibility, messageFiles, state: rest, changes }
        })
        for (const conditions of asked) {
          const found = await db.rows<{ index: number }>(sql`
          with given as (select * from jsonb_array_elements(${JSON.stringify(stored)}::jsonb) with ordinality as g(j, n)),
               u as (select n, j->>'kind' as kind, j->>'by' as actor_kind, (j->>'byUserId')::bigint as actor_id, j->'state' as state, j->'changes' as changes from given),
               m as (select n, j->>'messageVisibility' as visibility,
                       jsonb_build_object('text', j->>'message') || case when (j->>'messageFiles')::boolean then '{"files": []}'::jsonb else '{}'::jsonb end as content
                     from given),
               t as (select n, (j->'state'->>'requesterId')::bigint as contact_id from given)
          select (u.n - 1)::int as index from u join m on m.n = u.n join t on t.n = u.n where ${conditionsSql(conditions, fields, updateReading)} order by 1`)
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

test('the index of the triggers finds all that hold, in their order [RU1]', () => {
  fc.assert(
    fc.property(
      fc.array(FACTS, { minLength: 1, maxLength: 20 }),
      fc.array(CONDITIONS, { minLength: 1, maxLength: 20 }),
      (updates, asked) => {
        const triggers = asked.map((conditions, order): Trigger => {
          const rule = { id: order + 1, version: 1, title: '', order }
          return { ...rule, definition: { conditions, actions: [] }, holds: compile(conditions, fields) }
        })
        const index = indexTriggers(triggers, fields)
        for (const facts of updates) {
          const found = index.candidates(facts)
          assert.deepEqual(
            found.filter(({ holds }) => holds(facts)).map(({ id }) => id),
            triggers.filter(({ holds }) => holds(facts)).map(({ id }) => id),
          )
          assert.deepEqual(
            found,
            [...new Set(found)].toSorted((a, b) => a.order - b.order),
          )
        }
      },
    ),
    { numRuns: 300 },
  )
})

const nullable = <T>(...values: T[]) => fc.constantFrom(null, ...values)
const instant = fc.constantFrom(0, 1, 24, 30, -5).map((hours) => new Date(NOW.getTime() - hours * 3_600_000))
/** Own fields hold what they can hold; a field without a value is not there. */
const VALUES = fc.record(
  {
    7: fc.constantFrom('a', 'b'),
    8: fc.subarray(['late', 'vip', 'x'], { minLength: 1 }),
    9: fc.constant(true as const),
    10: fc.constantFrom(0, 1, 2, 2.5),
    11: TEXT,
  },
  { requiredKeys: [] },
)
const STANDING: fc.Arbitrary<{ ticket: Ticket; row: StoredInboxRow }> = fc
  .record({
    status: fc.constantFrom('new', 'open', 'pending', 'hold', 'solved', 'closed'),
    statusId: nullable(1, 2),
    priority: nullable('low', 'normal', 'high', 'urgent'),
    type: nullable('question', 'task'),
    groupId: nullable(1, 2, 3),
    assigneeId: nullable(1, 2, 3),
    brandId: fc.constantFrom(1, 2),
    contactId: fc.constantFrom(1, 2, 3),
    formId: nullable(1, 2),
    organizationId: nullable(1, 2),
    subject: TEXT,
    tags: fc.subarray(['late', 'vip', 'x']),
    fields: VALUES,
    satisfaction: fc.constantFrom('unoffered', 'offered', 'good', 'bad'),
    satisfactionScore: nullable(1, 2, 5),
    reopens: fc.constantFrom(0, 1, 2),
    agentStations: fc.constantFrom(0, 1, 2),
    groupStations: fc.constantFrom(0, 1, 2),
    statusSince: instant,
    createdAt: instant,
    updatedAt: instant,
    assignedAt: fc.option(instant),
    dueAt: fc.option(instant),
  })
  .chain((ticket) =>
    fc
      .record({
        channelId: fc.constantFrom(1, 2),
        locale: fc.constantFrom('en', 'fr'),
        styleKind: fc.constantFrom('live_chat', 'social_messaging'),
        session: fc.constantFrom('active', 'inactive', 'ended'),
        sessionEndReason: nullable('agent', 'rule'),
        replies: fc.constantFrom(0, 1, 2),
        customerAt: fc.option(instant),
        agentAt: fc.option(instant),
        routing: fc.option(
          fc.record({
            state: fc.constantFrom('none', 'waiting', 'offered', 'held'),
            queueId: nullable(1, 2),
            skills: fc.subarray([{ id: 1 }, { id: 2 }, { id: 3 }]),
          }),
        ),
        sla: fc.option(
          fc.record({
            policyId: nullable(1, 2),
            state: nullable('running', 'paused', 'breached', 'met'),
            missed: fc.subarray(['first_reply', 'resolution']),
            dueAt: fc.option(instant.map((at) => at.toISOString())),
            breachedAt: fc.option(instant.map((at) => at.toISOString())),
          }),
        ),
      })
      .map((own) => {
        const { status, statusId, priority, groupId, assigneeId, brandId, contactId, subject } = ticket
        const row = { ...own, status, statusId, priority, groupId, assigneeId, brandId, contactId, subject }
        return { ticket: ticket as unknown as Ticket, row: row as unknown as StoredInboxRow }
      }),
  )

const snake = (given: object) =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]: [string, unknown]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )

const HOURS: Hours = {
  timeZone: 'Europe/Paris',
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: 9 * 60, to: 18 * 60 })),
  holidays: [],
}
const businessMs = (from: Date, to: Date): number => businessMsBetween(HOURS, from, to)

for (const [reading, what] of [
  ['state', 'exactly'],
  ['clock', 'exactly'],
  ['clock', 'candidates'],
] as const)
  test(`of tickets as they stand, random conditions pick the same by predicate and by SQL: ${reading}, ${what} [CO1] [CO5]`, async () => {
    const all = fieldsByName([...ticketFields, ...OWN])
    const condition =
      what === 'exactly'
        ? conditionOn(reading)
        : fc
            .tuple(
              conditionOn(reading, () => true),
              fc.boolean(),
            )
            .map(([one, business]) => (one.field.endsWith('At') ? { ...one, business } : one))
    const conditions = fc.record({
      all: fc.array(condition, { maxLength: 3 }),
      any: fc.array(condition, { maxLength: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(STANDING, { minLength: 1, maxLength: 20 }),
        fc.array(conditions, { minLength: 1, maxLength: 20 }),
        async (standing, asked) => {
          const tickets = JSON.stringify(
            standing.map(({ ticket }, n) => ({ n, ...snake(ticket), fields: ticket.fields })),
          )
          const rows = JSON.stringify(standing.map(({ row }, n) => ({ n, ...snake(row) })))
          for (const each of asked) {
            const found = await db.rows<{ n: number }>(sql`
              with t as (select * from jsonb_to_recordset(${tickets}::jsonb) as x(n int, type text, form_id bigint, organization_id bigint,
                     tags text[], fields jsonb, satisfaction text, satisfaction_score int, reopens int, agent_stations int, group_stations int, status_since timestamptz,
                     created_at timestamptz, updated_at timestamptz, assigned_at timestamptz, due_at timestamptz)),
                   i as (select * from jsonb_to_recordset(${rows}::jsonb) as x(n int, status text, status_id bigint, priority text, group_id bigint,
                     assignee_id bigint, brand_id bigint, contact_id bigint, subject text, channel_id bigint, locale text, style_kind text, session text,
                     session_end_reason text, replies int, customer_at timestamptz, agent_at timestamptz, sla jsonb, routing jsonb))
              select i.n from i join t on t.n = i.n where ${conditionsSql(each, all, stateReading(NOW))} order by 1`)
            const holds = compile(each, all)
            const expected = standing.flatMap(({ ticket, row }, n) =>
              holds({ ...ticketFacts(ticket, row), now: NOW, businessMs }) ? [n] : [],
            )
            const given = found.map(({ n }) => n)
            if (isExact(each, all, stateReading(NOW))) assert.deepEqual(given, expected, JSON.stringify(each))
            else
              assert.deepEqual(
                expected.filter((n) => !given.includes(n)),
                [],
                JSON.stringify(each),
              )
          }
        },
      ),
      { numRuns: 30 },
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

test('a pattern is found anywhere, whatever the capitals; what is wrong or too large is refused [CO4]', () => {
  const holds = (value: string, subject: string | null, operator: 'matches' | 'not_matches' = 'matches') =>
    compile({ all: [{ field: 'subject', operator, value }], any: [] }, fields)({ state: { subject }, changes: {} })
  assert.equal(holds('order \\d{4}', 'My ORDER 4711 is late'), true)
  assert.equal(holds('^order', 'My order'), false)
  assert.equal(holds('é', 'E'), false)
  assert.equal(holds('.*', null), false)
  assert.equal(holds('.*', null, 'not_matches'), true)
  const problems = (value: string) =>
    problemsIn({ all: [{ field: 'subject', operator: 'matches', value }], any: [] }, fields, 'state').map(
      ({ message }) => message,
    )
  assert.deepEqual(problems('ord(er|re)'), [])
  assert.deepEqual(problems('(?=a)b'), ['pattern_wrong'])
  assert.deepEqual(problems('[a'), ['pattern_wrong'])
  assert.deepEqual(problems('((a?){30}){30}a{30}'), ['pattern_large'])
  assert.deepEqual(problems('a'.repeat(201)), ['pattern_large'])
  assert.deepEqual(problems(''), ['value_missing'])
})
