import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import sql from 'sql-template-tag'
import type { UserActor } from '../../server/platform/pure/actor.ts'
import { findInboxByTicket, listInbox, listInboxOfContacts, listReached } from '../../server/tickets/inbox-queries.ts'
import { upsertInboxRows } from '../../server/tickets/queries.ts'
import type { StoredInboxRow } from '../../server/tickets/inbox-row.ts'
import { inScope, scopeKey } from '../../server/tickets/scope.ts'
import { inView, viewKeys } from '../../server/tickets/standard-views.ts'
import { testApp } from '../kit/app.ts'

/** Law 7: a scope, and a view, read as a predicate and read as SQL agree, on a real PostgreSQL. */

const PERMISSIONS = ['conversations.read', 'conversations.note', 'conversations.reply', 'contacts.read']
const ids = (...values: (number | null)[]) => fc.constantFrom(...values)

const ACTOR: fc.Arbitrary<UserActor> = fc.record({
  kind: fc.constant('user' as const),
  userId: fc.constantFrom(11, 12),
  loginId: fc.constant(1),
  name: fc.constant(''),
  permissions: fc.subarray(PERMISSIONS).map((list) => new Set(list)),
  scope: fc.record({
    tickets: fc.constantFrom('all' as const, 'groups' as const, 'mine' as const),
    brands: fc.option(fc.subarray([1, 2, 3])),
  }),
  groups: fc.subarray([21, 22, 23]),
})

const ROW = fc.record({
  brandId: fc.constantFrom(1, 2, 3),
  groupId: ids(null, 21, 22, 23),
  assigneeId: ids(null, 11, 12),
  status: fc.constantFrom(
    'bot' as const,
    'new' as const,
    'open' as const,
    'pending' as const,
    'hold' as const,
    'solved' as const,
    'closed' as const,
  ),
})

const stored = (
  row: { brandId: number; groupId: number | null; assigneeId: number | null; status: StoredInboxRow['status'] },
  index: number,
): StoredInboxRow => ({
  conversationId: index + 1,
  ticketId: index + 1,
  contactId: index + 1,
  channelId: 1,
  statusId: null,
  priority: null,
  subject: '',
  preview: '',
  previewBy: 'contact',
  activityAt: new Date(1_700_000_000_000 + index * 7_000),
  waitingSince: null,
  unread: 0,
  session: 'active',
  snoozedUntil: null,
  locale: 'en',
  sessionEndReason: null,
  styleKind: 'live_chat',
  customerAt: null,
  agentAt: null,
  replies: 0,
  sla: null,
  routing: null,
  ...row,
})

test('lists, pages, finds and reach agree with the predicate [TK7]', async () => {
  const { db } = await testApp()
  await fc.assert(
    fc.asyncProperty(
      fc.array(ROW, { minLength: 1, maxLength: 60 }),
      fc.array(ACTOR, { minLength: 3, maxLength: 3 }),
      fc.constantFrom(...viewKeys),
      async (given, actors, view) => {
        const rows = given.map(stored)
        await db.transaction(async (tx) => {
          await tx.run(sql`delete from inbox`)
          await upsertInboxRows(tx, rows)
        })
        for (const actor of actors) {
          const reached = rows.filter((row) => inScope(actor, row)).map((row) => row.conversationId)
          const all = rows.map((row) => row.conversationId)
          assert.deepEqual(sorted((await listReached(db, actor, all)).map((row) => row.id)), reached)
          const listed = rows
            .filter((row) => inScope(actor, row) && inView(view, actor, row))
            .map((row) => row.conversationId)
          assert.deepEqual(sorted(idsOf(await listInbox(db, actor, view, 200, null))), listed)
          assert.deepEqual(sorted(await paged(actor, view)), listed)
          for (const { conversationId } of rows.slice(0, 5))
            assert.equal(
              (await findInboxByTicket(db, actor, conversationId)) !== null,
              false,
              'a ticket of nobody is not found',
            )
          assert.deepEqual(await listInboxOfContacts(db, actor, [], 10), [])
        }
      },
    ),
    { numRuns: 25, endOnFailure: true },
  )

  async function paged(actor: UserActor, view: (typeof viewKeys)[number]): Promise<number[]> {
    const found: number[] = []
    for (let after = null as Parameters<typeof listInbox>[4]; ; ) {
      const page = await listInbox(db, actor, view, 7, after)
      found.push(...idsOf(page))
      const last = page.at(-1)
      if (page.length < 7 || last === undefined) return found
      after = {
        sortedAt: new Date(Math.floor(last.activityAt.getTime() / 10_000) * 10_000),
        conversationId: last.conversationId,
      }
    }
  }
})

test('two actors with the same key see the same', () => {
  fc.assert(
    fc.property(ACTOR, ACTOR, ROW, (one, other, row) => {
      if (scopeKey(one) !== scopeKey(other)) return
      assert.equal(inScope(one, row), inScope(other, row))
    }),
    { numRuns: 20_000 },
  )
})

const idsOf = (rows: readonly StoredInboxRow[]) => rows.map((row) => row.conversationId)
const sorted = (numbers: number[]) => numbers.toSorted((a, b) => a - b)
