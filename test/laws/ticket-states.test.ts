// reason: the table of all states, and what is drawn at random against it, belong together
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import type { Status } from '../../server/tickets/contract.ts'
import {
  assign,
  changesBetween,
  chooseStatus,
  close,
  customerWrote,
  LONGEST_SOLVED_SECONDS,
  setFields,
  setStatus,
  snooze,
  type Ticket,
  undoSolved,
  wakeUp,
} from '../../server/tickets/model.ts'

/**
 * Law 6: a ticket never leaves its state machine, whatever the interleaving. The oracle is the table of the design, written
 * down by itself: for each status and act, the status after it, or why it is refused.
 */
type Act =
  | { act: 'status'; to: 'open' | 'pending' | 'hold' | 'solved' }
  | { act: 'own'; to: 'new' | 'open' | 'pending' | 'hold' | 'solved'; id: number }
  | { act: 'write' }
  | { act: 'assign'; to: number | null }
  | { act: 'undo' }
  | { act: 'wake' }
  | { act: 'close' }
  | { act: 'snooze'; minutes: number | null }
  | { act: 'tag' }
  | { act: 'wait'; minutes: number }

const ACTS: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('status' as const),
      to: fc.constantFrom('open' as const, 'pending' as const, 'hold' as const, 'solved' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('own' as const),
      to: fc.constantFrom('new' as const, 'open' as const, 'pending' as const, 'hold' as const, 'solved' as const),
      id: fc.constantFrom(11, 12),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Act>({ act: 'write' }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('assign' as const), to: fc.constantFrom(null, 7, 8) }) },
  { weight: 2, arbitrary: fc.constant<Act>({ act: 'undo' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: 'wake' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: 'close' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ act: 'tag' }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('snooze' as const), minutes: fc.constantFrom(null, -5, 5, 500) }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 90 }) }) },
)

type Oracle = {
  status: Status
  assignee: number | null
  before: Status | null
  /** The status of the account's own; null: the category's default. */
  own: number | null
  ownBefore: number | null
  undoUntil: number | null
  closesAt: number | null
  asleep: boolean
}

/** The table. Null: refused. */
function expected(
  now: Oracle,
  act: Act,
  at: number,
  closing: { closeAfterSeconds: number; undoSeconds: number },
): Oracle | null {
  const awake = { ...now, own: null, ownBefore: null, before: null, undoUntil: null, closesAt: null, asleep: false }
  if (act.act === 'wait') return now
  if (now.status === 'closed') return act.act === 'wake' ? { ...now, asleep: false } : null
  switch (act.act) {
    case 'write':
      if (now.status === 'new' || (now.status === 'open' && !now.asleep)) return { ...now, asleep: false }
      return { ...awake, own: now.status === 'open' ? now.own : null, status: 'open' }
    case 'assign':
      return now.status === 'new' && act.to !== null
        ? { ...now, assignee: act.to, status: 'open', own: null }
        : { ...now, assignee: act.to }
    case 'own': {
      if (act.to === 'new') return now.status === 'new' ? { ...now, own: act.id } : null
      const there = expected(now, { act: 'status', to: act.to }, at, closing)
      return there === null ? null : { ...there, own: act.id }
    }
    case 'status': {
      if (act.to === now.status) return now
      if (act.to !== 'solved') return { ...awake, status: act.to }
      if (now.assignee === null) return null
      const seconds = Math.min(Math.max(closing.closeAfterSeconds, closing.undoSeconds), 28 * 86_400)
      const closesAt = at + seconds * 1000
      return {
        ...awake,
        status: 'solved',
        before: now.status,
        ownBefore: now.own,
        closesAt,
        undoUntil: closing.closeAfterSeconds === 0 ? closesAt : null,
      }
    }
    case 'undo':
      if (now.status !== 'solved' || now.undoUntil === null || at > now.undoUntil) return null
      return {
        ...now,
        status: now.before === 'new' || now.before === null ? 'open' : now.before,
        own: now.before === 'new' || now.before === null ? null : now.ownBefore,
        ownBefore: null,
        before: null,
        undoUntil: null,
        closesAt: null,
      }
    case 'wake':
      return now.status === 'pending' || now.status === 'hold'
        ? { ...now, asleep: false, status: 'open', own: null }
        : { ...now, asleep: false }
    case 'close':
      return { ...awake, status: 'closed', own: now.status === 'solved' ? now.own : null }
    case 'snooze':
      if (act.minutes === null) return { ...now, asleep: false }
      return act.minutes <= 0 ? null : { ...now, asleep: true }
    case 'tag':
      return now
  }
}

function apply(
  ticket: Ticket,
  act: Act,
  at: Date,
  closing: { closeAfterSeconds: number; undoSeconds: number },
): Ticket {
  switch (act.act) {
    case 'status':
      return setStatus(ticket, act.to, { at, closing })
    case 'own':
      return chooseStatus(ticket, { status: act.to, statusId: act.id }, { at, closing })
    case 'write':
      return customerWrote(ticket)
    case 'assign':
      return assign(ticket, { assigneeId: act.to, groupId: ticket.groupId })
    case 'undo':
      return undoSolved(ticket, at)
    case 'wake':
      return wakeUp(ticket)
    case 'close':
      return close(ticket)
    case 'snooze':
      return snooze(ticket, act.minutes === null ? null : new Date(at.getTime() + act.minutes * 60_000), at)
    case 'tag':
      return setFields(ticket, { tags: ['Late  order', 'late order'] })
    case 'wait':
      return ticket
  }
}

const fresh = (): Ticket => ({
  id: 1,
  conversationId: 1,
  contactId: 1,
  brandId: 1,
  subject: 'Order',
  status: 'new',
  statusId: null,
  type: null,
  priority: null,
  groupId: 1,
  assigneeId: null,
  tags: [],
  dueAt: null,
  followers: [],
  organizationId: null,
  formId: null,
  scheduleId: null,
  mergedInto: null,
  follows: null,
  problemId: null,
  fields: {},
  snoozedUntil: null,
  solvedAt: null,
  closesAt: null,
  undoUntil: null,
  statusBeforeSolved: null,
  reopens: 0,
  agentStations: 0,
  groupStations: 1,
  satisfaction: 'unoffered',
  satisfactionScore: null,
  statusSince: new Date(0),
  assignedAt: null,
  statusIdBeforeSolved: null,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
})

const seen = (ticket: Ticket): Oracle => ({
  status: ticket.status,
  assignee: ticket.assigneeId,
  before: ticket.statusBeforeSolved,
  own: ticket.statusId,
  ownBefore: ticket.statusIdBeforeSolved,
  undoUntil: ticket.undoUntil?.getTime() ?? null,
  closesAt: ticket.closesAt?.getTime() ?? null,
  asleep: ticket.snoozedUntil !== null,
})

const CLOSINGS = fc.constantFrom(
  { closeAfterSeconds: 0, undoSeconds: 10 },
  { closeAfterSeconds: 0, undoSeconds: 0 },
  { closeAfterSeconds: 3_600, undoSeconds: 0 },
  { closeAfterSeconds: 28 * 86_400, undoSeconds: 0 },
  // What no setting lets through, should it be stored all the same.
  { closeAfterSeconds: 90 * 86_400, undoSeconds: 0 },
)

test('whatever happens in whatever order, the ticket is where the table says [TK1]', () => {
  fc.assert(
    fc.property(fc.array(ACTS, { maxLength: 40 }), CLOSINGS, (acts, closing) => {
      let ticket = fresh()
      let oracle = seen(ticket)
      let at = 1_000_000
      const past: Status[] = ['new']
      for (const act of acts) {
        if (act.act === 'wait') at += act.minutes * 60_000
        const next = expected(oracle, act, at, closing)
        if (next === null) assert.throws(() => apply(ticket, act, new Date(at), closing), Refusal, JSON.stringify(act))
        else {
          ticket = apply(ticket, act, new Date(at), closing)
          oracle = next
        }
        assert.deepEqual(seen(ticket), oracle, JSON.stringify(act))
        past.push(ticket.status)
        holds(ticket, past)
      }
    }),
    { numRuns: 3_000 },
  )
})

/** What is true of every ticket at every moment. */
function holds(ticket: Ticket, past: Status[]): void {
  const { status } = ticket
  if (status === 'new')
    assert.ok(
      past.every((each) => each === 'new'),
      'never back to new',
    )
  if (past.slice(0, -1).includes('closed')) assert.equal(status, 'closed', 'closed is final')
  assert.equal(status === 'solved', ticket.closesAt !== null, 'solved, and only solved, closes by time')
  if (ticket.closesAt !== null && ticket.solvedAt !== null)
    assert.ok(ticket.closesAt.getTime() - ticket.solvedAt.getTime() <= LONGEST_SOLVED_SECONDS * 1000) // [S0.38]
  if (status === 'closed') assert.equal(ticket.snoozedUntil, null)
}

test('changes are told field by field, and only what differs', () => {
  const before = fresh()
  assert.deepEqual(changesBetween(before, { ...before, version: 9, updatedAt: new Date() }), {})
  const after = { ...before, status: 'open' as const, tags: ['a'], snoozedUntil: new Date(0) }
  assert.deepEqual(changesBetween(before, after), {
    status: ['new', 'open'],
    tags: [[], ['a']],
    snoozedUntil: [null, '1970-01-01T00:00:00.000Z'],
  })
})

test('fields of the account’s own are told one by one', () => {
  const before = { ...fresh(), fields: { 7: 'blue', 8: ['a'] } }
  const after = { ...before, fields: { 7: 'red', 9: true } }
  assert.deepEqual(changesBetween(before, after), {
    'fields.7': ['blue', 'red'],
    'fields.8': [['a'], null],
    'fields.9': [null, true],
  })
})

test('tags are one word each, once, in order', () => {
  assert.deepEqual(setFields(fresh(), { tags: ['Late  order', 'b', 'late order', ' A ', '  '] }).tags, [
    'a',
    'b',
    'late_order',
  ])
})

test('a subject of blanks leaves the subject', () => {
  assert.equal(setFields(fresh(), { subject: '  ' }).subject, 'Order')
  assert.equal(setFields(fresh(), { subject: ' Refund ' }).subject, 'Refund')
})
