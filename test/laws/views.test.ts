import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import type { Condition } from '../../server/platform/pure/conditions/condition.ts'
import {
  type Field,
  operatorsOf,
  takesList,
  takesNoValue,
  takesPattern,
} from '../../server/platform/pure/conditions/field.ts'
import type { UserActor } from '../../server/platform/pure/actor.ts'
import { fieldsByName, ticketFields } from '../../server/tickets/fields.ts'
import { listStanding } from '../../server/tickets/queries.ts'
import { inScope } from '../../server/tickets/scope.ts'
import { type AskedView, membersOf } from '../../server/tickets/views/compile-view.ts'
import { groupings, sortings } from '../../server/tickets/views/contract.ts'
import { countOfView, listMembers, listOfView } from '../../server/tickets/views/list-queries.ts'
import { type TestApp, testApp } from '../kit/app.ts'

/** Law 7: a custom view, and its scope, read as a predicate and read as SQL agree, on a real PostgreSQL, page by page. */

const fields = fieldsByName(ticketFields)
const asked = ticketFields.filter(({ readings }) => readings.includes('state'))
const valueOf = (field: Field): fc.Arbitrary<string | number | boolean | null> => {
  if (field.type === 'id') return fc.constantFrom(1, 2, null)
  if (field.type === 'number') return fc.constantFrom(0, 1, 2)
  if (field.type === 'set') return fc.constantFrom('vip', 'late')
  if (field.type === 'text') return fc.constantFrom('refund', 'Où', 'x')
  return fc.constantFrom(...(field.options ?? ['en', 'fr']))
}
const CONDITION: fc.Arbitrary<Condition> = fc.constantFrom(...asked).chain((field) =>
  fc.constantFrom(...operatorsOf(field, 'state')).chain((operator): fc.Arbitrary<Condition> => {
    const about = { field: field.name, operator }
    if (takesNoValue(operator)) return fc.constant(about)
    if (takesPattern(operator)) return fc.constantFrom('^ref', 'o', 'x$').map((value) => ({ ...about, value }))
    if (!takesList(operator)) return valueOf(field).map((value) => ({ ...about, value }))
    return fc.array(valueOf(field), { minLength: 1, maxLength: 3 }).map((value) => ({ ...about, value }))
  }),
)
const VIEW: fc.Arbitrary<AskedView> = fc.record({
  conditions: fc.record({ all: fc.array(CONDITION, { maxLength: 2 }), any: fc.array(CONDITION, { maxLength: 2 }) }),
  group: fc.option(fc.constantFrom(...groupings)),
  sort: fc.record({ by: fc.constantFrom(...sortings), direction: fc.constantFrom('asc' as const, 'desc' as const) }),
  fields: fc.constant(fields),
})
const ACTOR: fc.Arbitrary<UserActor> = fc.record({
  kind: fc.constant('user' as const),
  userId: fc.constantFrom(1, 2),
  loginId: fc.constant(1),
  name: fc.constant(''),
  permissions: fc.constantFrom(new Set(['conversations.read']), new Set<string>()),
  scope: fc.record({
    tickets: fc.constantFrom('all' as const, 'groups' as const, 'mine' as const),
    brands: fc.option(fc.subarray([1, 2])),
  }),
  groups: fc.subarray([1, 2]),
})

const ROWS = 120
/** Tickets of all kinds, straight into the tables: what they refer to is not asked for. */
async function fill({ db }: TestApp): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`)
    await tx.run(sql`
      insert into tickets (conversation_id, contact_id, brand_id, subject, status, priority, type, group_id, assignee_id, tags, due_at,
                           form_id, organization_id, reopens, created_at, updated_at)
      select n, n, 1 + n % 2, (array['Refund', 'où est x', '', 'x'])[1 + n % 4],
        (array['new', 'open', 'pending', 'hold', 'solved', 'closed'])[1 + n % 6], (array['low', null, 'urgent', 'high'])[1 + n % 4],
        (array['question', null, 'task'])[1 + n % 3], nullif(n % 3, 0), nullif(n % 4, 3) + 1,
        (array['{}', '{vip}', '{late,vip}']::text[])[1 + n % 3]::text[], case when n % 5 = 0 then now() + n * interval '1 hour' end,
        nullif(n % 2, 0), nullif(n % 3, 0), n % 3, now() - n * interval '1 hour', now() - (n % 7) * interval '1 hour'
      from generate_series(1, ${ROWS}::int) n`)
    await tx.run(sql`
      insert into inbox (conversation_id, ticket_id, contact_id, channel_id, brand_id, status, group_id, assignee_id, priority, subject,
                         preview, preview_by, activity_at, sorted_at, waiting_since, session, locale, replies)
      select t.conversation_id, t.id, t.contact_id, 1 + t.id % 2, t.brand_id, t.status, t.group_id, t.assignee_id, t.priority, t.subject,
        '', 'contact', t.updated_at, date_trunc('minute', t.updated_at), case when t.id % 2 = 0 then t.updated_at end,
        (array['active', 'ended'])[1 + t.id % 2], (array['en', 'fr'])[1 + t.id % 2], t.id % 3
      from tickets t`)
  })
}

test('a list, its pages, its count and its members are what the predicate says, in the scope [VI2]', async () => {
  const app = await testApp()
  await fill(app)
  const standing = await listStanding(
    app.db,
    Array.from({ length: ROWS }, (_, n) => n + 1),
  )
  assert.equal(standing.length, ROWS)
  await fc.assert(
    fc.asyncProperty(VIEW, ACTOR, async (view, actor) => {
      const isMember = membersOf(view)
      const members = standing.filter(({ ticket, row }) => isMember(ticket, row)).map(({ row }) => row)
      const inReach = members.filter((row) => inScope(actor, row)).map(({ conversationId }) => conversationId)
      const found = (await listMembers(app.db, view, 1_000)).map(({ conversationId }) => conversationId)
      assert.deepEqual(
        sorted(found),
        members.map(({ conversationId }) => conversationId),
      )
      const whole = (await listOfView(app.db, actor, view, { limit: 1_000, offset: 0 })).map(
        (row) => row.conversationId,
      )
      assert.deepEqual(sorted(whole), inReach)
      assert.equal(await countOfView(app.db, actor, view, 1_000), inReach.length)
      const paged: number[] = []
      for (let offset = 0; offset < ROWS; offset += 50)
        paged.push(...(await listOfView(app.db, actor, view, { limit: 50, offset })).map((row) => row.conversationId))
      assert.deepEqual(paged, whole)
    }),
    { numRuns: 150 },
  )
})

const sorted = (numbers: number[]) => numbers.toSorted((a, b) => a - b)
