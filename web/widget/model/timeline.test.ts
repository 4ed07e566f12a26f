import assert from 'node:assert/strict'
import test from 'node:test'
import type { ActorView, EventView } from '../../../server/platform/protocol.ts'
import { applyEvent, type Conversation, fromNothing } from './conversation.ts'
import { earlierOf, inView, type Row, timeline } from './timeline.ts'

const CUSTOMER: ActorView = { kind: 'contact' }
const AGENT: ActorView = { kind: 'agent', id: 7, name: 'Léna' }

function conversation(id: number, ...happened: (Partial<EventView> | string)[]): Conversation {
  const started: Partial<EventView> = { type: 'conversation.started' }
  return [started, ...happened].reduce<Conversation>((state, given, at) => {
    const message =
      typeof given === 'string'
        ? { data: { message: { id: `${id}/${given}`, visibility: 'public', text: given } } }
        : given
    const event = { p: at + 1, type: 'message.sent', at: '2026-03-01T10:00:00Z', by: CUSTOMER, data: {}, ...message }
    return applyEvent(state, event) ?? assert.fail('gap')
  }, fromNothing(id))
}
const said = (text: string, by: ActorView, at: string): Partial<EventView> => ({
  by,
  at,
  data: { message: { id: text, visibility: 'public', text } },
})
const shape = (rows: Row[]) => rows.map((row) => (row.kind === 'message' ? row.message.text : row.kind))

test('earlier conversations stand above, divided by day and end', () => {
  const first = conversation(1, said('one', CUSTOMER, '2026-03-01T10:00:00Z'), {
    type: 'session.ended',
    data: { reason: 'agent' },
  })
  const second = conversation(
    2,
    said('two', CUSTOMER, '2026-03-02T10:00:00Z'),
    said('three', AGENT, '2026-03-02T10:01:00Z'),
  )
  assert.deepEqual(shape(timeline([first, second], [], 2)), ['day', 'one', 'ended', 'day', 'two', 'three'])
  assert.deepEqual(shape(timeline([first, second], [], 1)), ['day', 'one', 'ended'])
  assert.deepEqual(shape(timeline([first, second], [], null)), ['day', 'one', 'ended', 'day', 'two', 'three'])
})

test('nothing stands above a gap: earlier conversations follow once all of the later is here', () => {
  const first = conversation(1, 'one')
  const second = { ...conversation(2, 'two'), from: 2, events: conversation(2, 'two').events.slice(1) }
  assert.deepEqual(inView([first, second], 2), [second])
  assert.equal(earlierOf([first, second], 2), second)
  const closed = { ...first, from: 3, events: [] }
  assert.equal(earlierOf([closed, conversation(2, 'two')], 2), closed)
  assert.equal(earlierOf([first, conversation(2, 'two')], 2), undefined)
})

test('neighbours of one author within five minutes are one turn', () => {
  const rows = timeline(
    [
      conversation(
        1,
        said('a', AGENT, '2026-03-01T10:00:00Z'),
        said('b', AGENT, '2026-03-01T10:04:00Z'),
        said('c', AGENT, '2026-03-01T10:10:00Z'),
        said('d', { ...AGENT, id: 8 }, '2026-03-01T10:11:00Z'),
        said('e', CUSTOMER, '2026-03-01T10:11:30Z'),
      ),
    ],
    [],
    1,
  )
  const turns = rows.flatMap((row) =>
    row.kind === 'message' ? `${row.isFirst ? '<' : ''}${row.message.text}${row.isLast ? '>' : ''}` : [],
  )
  assert.deepEqual(turns, ['<a', 'b>', '<c>', '<d>', '<e>'])
})

test("one's own messages are sending, sent, read or refused", () => {
  const read: Partial<EventView> = { type: 'conversation.marked', data: { by: 'people', read: 2 } }
  const rows = timeline(
    [conversation(1, 'a', read, 'b')],
    [
      { id: 'c', conversationId: 1, text: 'c', at: '2026-03-01T10:00:00Z' },
      { id: 'd', conversationId: 1, text: 'd', at: '2026-03-01T10:00:00Z', refused: 'contact_blocked' },
      { id: 'e', conversationId: 2, text: 'e', at: '2026-03-01T10:00:00Z' },
    ],
    1,
  )
  assert.deepEqual(
    rows.flatMap((row) => (row.kind === 'message' ? [[row.message.text, row.status]] : [])),
    [
      ['a', 'read'],
      ['b', 'sent'],
      ['c', 'sending'],
      ['d', 'refused'],
    ],
  )
})

test('a redacted message loses its text, and a message keeps its place in the page when it is stored', () => {
  const [, row] = timeline(
    [conversation(1, 'a', { type: 'message.redacted', by: AGENT, data: { messageId: '1/a' } })],
    [],
    1,
  )
  assert.ok(row?.kind === 'message' && row.message.redacted && row.message.text === '')
  const [, before] = timeline(
    [conversation(1)],
    [{ id: '1/a', conversationId: 1, text: 'a', at: '2026-03-01T10:00:00Z' }],
    1,
  )
  const [, after] = timeline([conversation(1, 'a')], [], 1)
  assert.equal(before?.key, after?.key)
})
