import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EventView } from '../../../server/platform/protocol.ts'
import { apply } from './apply.ts'
import { at, start, ticket } from './made.ts'
import { hasGap, prepend, receive, receiveAll, renew } from './held.ts'

type Fact = Pick<EventView, 'type' | 'data'>
const facts: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .nat({ max: 20 })
    .map(
      (n): Fact => ({ type: 'message.sent', data: { message: { id: `m${n}`, visibility: 'public', text: `${n}` } } }),
    ),
  fc.nat({ max: 20 }).map((n): Fact => ({ type: 'message.redacted', data: { messageId: `m${n}` } })),
  fc.nat({ max: 50 }).map((read): Fact => ({ type: 'conversation.marked', data: { by: 'contact', read } })),
  fc.nat({ max: 50 }).map((read): Fact => ({ type: 'conversation.marked', data: { by: 'people', read } })),
  fc.constantFrom<Fact>(
    { type: 'session.inactive', data: {} },
    { type: 'session.active', data: {} },
    { type: 'session.ended', data: { reason: 'agent' } },
    { type: 'conversation.closed', data: {} },
    { type: 'control.changed', data: { from: 'bot', to: 'people', epoch: 2 } },
    { type: 'of.a.newer.server', data: { unknown: true } },
  ),
  fc
    .constantFrom('open', 'pending', 'solved')
    .map((status): Fact => ({ type: 'ticket.updated', data: { ticket: { ...ticket, status }, changes: {} } })),
  fc.string({ maxLength: 5 }).map((name): Fact => ({ type: 'contact.updated', data: { contact: { name } } })),
)
const history = fc
  .array(facts, { minLength: 1, maxLength: 40 })
  .map((list) => list.map((fact, index): EventView => ({ ...fact, p: index + 1, at, by: { kind: 'system' } })))

test('duplicates, delays and any interleaving lead to the same snapshot', () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (events, picks) => {
      const expected = events.reduce(apply, start)
      const sent = [...events, ...events.filter(() => (picks.next().value ?? 0) % 3 === 0)]
      const shuffled = sent
        .map((event) => ({ event, rank: picks.next().value ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ event }) => event)
      const held = receiveAll({ snapshot: start, ahead: [] }, shuffled)
      assert.deepEqual(held.snapshot, expected)
      assert.equal(hasGap(held), false)
    }),
  )
})

test('a lost event is seen as a gap, and what is missing closes it', () => {
  fc.assert(
    fc.property(history, fc.nat(), (events, pick) => {
      const lost = pick % events.length
      const held = receiveAll(
        { snapshot: start, ahead: [] },
        events.filter((_, index) => index !== lost),
      )
      assert.equal(hasGap(held), lost < events.length - 1)
      assert.equal(held.snapshot.position, lost)
      const since = events.filter(({ p }) => p > held.snapshot.position)
      assert.deepEqual(receiveAll(held, since).snapshot, events.reduce(apply, start))
    }),
  )
})

test('a fresh snapshot at any position joins with what is held and what waits', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), fc.nat(), (events, a, b, c) => {
      const heldAt = a % (events.length + 1)
      const freshAt = b % (events.length + 1)
      const pageFrom = c % (freshAt + 1)
      const full = (to: number) => events.slice(0, to).reduce(apply, start)
      const fresh = full(freshAt)
      const cut = {
        ...fresh,
        thread: { ...fresh.thread, events: fresh.thread.events.slice(pageFrom), hasEarlier: pageFrom > 0 },
      }
      const held = renew({ snapshot: full(heldAt), ahead: [] }, cut)
      const caughtUp = receiveAll(held, events)
      const { thread: _, ...rest } = caughtUp.snapshot
      const { thread: expected, ...expectedRest } = full(events.length)
      assert.deepEqual(rest, expectedRest)
      const first = caughtUp.snapshot.thread.events[0]?.p ?? caughtUp.snapshot.position + 1
      const page = { events: expected.events.slice(0, first - 1), position: 0, hasEarlier: false }
      const shown = prepend(caughtUp, page).snapshot.thread.events
      assert.deepEqual(
        shown.map(({ p }) => p),
        expected.events.map(({ p }) => p),
      )
    }),
  )
})

test('what a message said is gone from the thread when it is redacted', () => {
  const said = {
    p: 1,
    at,
    by: { kind: 'contact' as const },
    type: 'message.sent',
    data: { message: { id: 'm', visibility: 'public', text: 'my card is 4711' } },
  }
  const gone = { p: 2, at, by: { kind: 'system' as const }, type: 'message.redacted', data: { messageId: 'm' } }
  const held = receive(receive({ snapshot: start, ahead: [] }, said), gone)
  assert.ok(!JSON.stringify(held).includes('4711'))
})
