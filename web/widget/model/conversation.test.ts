import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { VisitorWelcome, WidgetConversation } from '../../../server/channels/contract.ts'
import type { ActorView, EventView } from '../../../server/platform/protocol.ts'
import {
  afterWelcome,
  applyEvent,
  type Conversation,
  fromNothing,
  fromSnapshot,
  idOf,
  isBehind,
  markRead,
  messageOf,
  withEarlier,
} from './conversation.ts'

const CUSTOMER: ActorView = { kind: 'contact' }
const AGENT: ActorView = { kind: 'agent', id: 7, name: 'Léna', photo: null }

/** What happens in a conversation, as its contact hears it. */
type Happening =
  | { type: 'message.sent'; by: ActorView; text: string }
  | { type: 'message.redacted'; of: number }
  | { type: 'conversation.marked'; by: 'contact' | 'people'; part: number }
  | { type: 'agent.joined' }
  | { type: 'session.ended' }
  | { type: 'conversation.closed' }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('message.sent' as const),
      by: fc.constantFrom(CUSTOMER, AGENT, { kind: 'bot' as const }),
      text: fc.string(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('message.redacted' as const), of: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('conversation.marked' as const),
      by: fc.constantFrom('contact' as const, 'people' as const),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'agent.joined' as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ type: 'session.ended' as const }, { type: 'conversation.closed' as const }),
  },
)
const life = fc.array(happening, { maxLength: 40 })

/** The log of a life: what the server would tell. */
function logOf(life: readonly Happening[]): EventView[] {
  const log: EventView[] = []
  const at = (p: number) => new Date(Date.UTC(2026, 0, 1) + p * 60_000).toISOString()
  const add = (type: string, by: ActorView, data: EventView['data']) =>
    log.push({ p: log.length + 1, type, at: at(log.length), by, data })
  add('conversation.started', CUSTOMER, {})
  for (const each of life) {
    const messages = log.filter(({ type }) => type === 'message.sent')
    if (each.type === 'message.sent')
      add(each.type, each.by, { message: { id: `m${log.length}`, visibility: 'public', text: each.text } })
    else if (each.type === 'message.redacted') {
      const target = messages[each.of % (messages.length || 1)]
      if (target) add(each.type, AGENT, { messageId: messageOf(target)?.id })
    } else if (each.type === 'conversation.marked')
      add(each.type, CUSTOMER, { by: each.by, read: Math.round(each.part * log.length) })
    else if (each.type === 'agent.joined') add(each.type, AGENT, { agent: { id: 7, name: 'Léna', photo: null } })
    else add(each.type, AGENT, {})
  }
  return log
}

/** The server's line at a position, told independently of the code under test: from the whole log at once. */
function lineAt(log: readonly EventView[], position: number): WidgetConversation {
  const past = log.slice(0, position)
  const messages = past.filter(({ type }) => type === 'message.sent')
  const last = messages.at(-1)
  const marks = (by: string) =>
    Math.max(
      0,
      ...past
        .filter(({ type, data }) => type === 'conversation.marked' && data.by === by)
        .map(({ data }) => Number(data.read)),
    )
  const redacted = new Set(past.map(({ data }) => data.messageId))
  const text = last && messageOf(last)
  const firstNamed = past.find(
    ({ type, by }) => type === 'agent.joined' || (type === 'message.sent' && by.kind === 'agent'),
  )
  const isOver = past.some(({ type }) => type === 'session.ended' || type === 'conversation.closed')
  return {
    id: 4,
    preview: text && !redacted.has(text.id) ? text.text : '',
    previewBy:
      last === undefined ? 'system' : last.by.kind === 'contact' ? 'me' : last.by.kind === 'agent' ? 'agent' : 'bot',
    agent: firstNamed ? { id: 7, name: 'Léna', photo: null } : null,
    at: last?.at ?? '',
    unread: messages.filter(({ p, by }) => by.kind !== 'contact' && p > marks('contact')).length,
    live: !isOver,
    ended: isOver,
    position,
    view: {
      state: 'open',
      session: { state: 'active', endReason: null, endedAt: null },
      contactRead: marks('contact'),
      peopleRead: marks('people'),
    },
  }
}

/** A server that answers a hello, and a client that only knows what reaches it. */
const welcomeOf = (log: readonly EventView[], heads: Record<string, number>): VisitorWelcome => ({
  contact: { id: 1, name: null, email: null, signedIn: false },
  conversations: [lineAt(log, log.length)],
  missed: heads[4] === undefined ? {} : { 4: log.slice(heads[4]) },
  online: true,
  unread: 0,
})

const whole = (log: readonly EventView[]) =>
  log.reduce((next, event) => applyEvent(next, event) ?? assert.fail('gap'), fromNothing(4))
const withoutEvents = ({ events: _events, from: _from, ...rest }: Conversation) => rest

test('applying events gives what a fresh snapshot gives', () => {
  fc.assert(
    fc.property(life, fc.nat(), (life, cut) => {
      const log = logOf(life)
      const from = cut % (log.length + 1)
      assert.deepEqual(withoutEvents(whole(log)), withoutEvents(fromSnapshot(lineAt(log, log.length))))
      // From a snapshot in the middle, with the thread opened.
      const opened = withEarlier(fromSnapshot(lineAt(log, from)), {
        events: log.slice(0, from),
        position: from,
        hasEarlier: false,
      })
      const next = log.slice(from).reduce((state, event) => applyEvent(state, event) ?? assert.fail('gap'), opened)
      assert.deepEqual(next, whole(log))
    }),
  )
})

test('any loss, doubling and disorder on the way converges, once a gap makes it say hello again', () => {
  const delivery = fc.record({
    life,
    order: fc.infiniteStream(fc.nat()),
    losses: fc.infiniteStream(fc.boolean()),
    pages: fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
  })
  fc.assert(
    fc.property(delivery, ({ life, order, losses, pages }) => {
      const log = logOf(life)
      let mine: Conversation[] = []
      const one = () => mine.find(({ id }) => id === 4) ?? fromNothing(4)
      const hello = (heard: readonly EventView[]) => {
        mine = afterWelcome(mine, welcomeOf(heard, Object.fromEntries(mine.map(({ id, position }) => [id, position]))))
      }
      // Each step something from the log so far arrives: the next, an old one, or one too far ahead.
      for (let step = 0; step < log.length * 2; step++) {
        const heard = log.slice(0, Math.ceil((step + 1) / 2))
        const event = heard[(order.next().value ?? 0) % heard.length]
        if (!event || losses.next().value) continue
        const next = applyEvent(one(), event)
        if (next) mine = [next]
        else hello(heard)
      }
      // The beat that follows tells of anything still missing.
      if (isBehind(mine, { 'conversation:4': log.length })) hello(log)
      assert.equal(one().position, log.length)
      while (one().from > 1) {
        const before = one().from
        const start = Math.max(0, before - 1 - (pages.next().value ?? 1))
        mine = [
          withEarlier(one(), { events: log.slice(start, before - 1), position: log.length, hasEarlier: start > 0 }),
        ]
      }
      assert.deepEqual(one(), whole(log))
    }),
  )
})

test('what cannot be told from the events here stays counted as unread until it is read', () => {
  const log = logOf(Array.from({ length: 3 }, () => ({ type: 'message.sent' as const, by: AGENT, text: 'x' })))
  const closed = fromSnapshot(lineAt(log, log.length))
  assert.equal(markRead(closed, 2).unread, 3)
  assert.equal(markRead(closed, 4).unread, 0)
})

test('a redacted message does not stay readable in the list, even when its thread was never opened', () => {
  const log = logOf([
    { type: 'message.sent', by: AGENT, text: 'secret' },
    { type: 'message.redacted', of: 0 },
  ])
  const [, , redaction] = log
  assert.ok(redaction)
  const closed = fromSnapshot(lineAt(log, 2))
  assert.equal(closed.preview, 'secret')
  assert.equal(applyEvent(closed, redaction), null)
  assert.equal(afterWelcome([closed], welcomeOf(log, { 4: 2 }))[0]?.preview, '')
})

test('a welcome that cannot be joined to what is here starts afresh', () => {
  const log = logOf(Array.from({ length: 5 }, () => ({ type: 'message.sent' as const, by: AGENT, text: 'x' })))
  const held = whole(log.slice(0, 2))
  const tooMuch = { ...welcomeOf(log, {}), missed: { 4: null } }
  assert.deepEqual(afterWelcome([held], tooMuch), [fromSnapshot(lineAt(log, 6))])
  const torn = { ...welcomeOf(log, {}), missed: { 4: log.slice(4) } }
  assert.deepEqual(afterWelcome([held], torn), [fromSnapshot(lineAt(log, 6))])
})

test('events that came between the lines and the missed ones are applied, not lost', () => {
  const log = logOf(Array.from({ length: 4 }, () => ({ type: 'message.sent' as const, by: AGENT, text: 'x' })))
  const held = whole(log.slice(0, 1))
  const welcome = { ...welcomeOf(log, { 4: 1 }), conversations: [lineAt(log, 3)] }
  assert.deepEqual(afterWelcome([held], welcome), [whole(log)])
})

test('only topics of conversations are followed', () => {
  assert.equal(idOf('conversation:42'), 42)
  assert.equal(idOf('conversation:42x'), 0)
  assert.equal(idOf('agent:7'), 0)
  assert.ok(!isBehind([], { 'agent:7': 5 }))
  assert.ok(isBehind([], { 'conversation:7': 5 }))
})
