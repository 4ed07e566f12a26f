import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EventView } from '../../../server/platform/protocol.ts'
import { chunked, isSameChunk, itemsOf, type ThreadView } from './items.ts'

const said = (p: number, over: Partial<EventView> & { note?: boolean } = {}): EventView => {
  const { note = false, ...rest } = over
  return {
    p,
    pp: p,
    at: new Date(Date.UTC(2026, 0, 5, 10) + p * 1000).toISOString(),
    by: { kind: 'contact' },
    type: 'message.sent',
    data: { message: { id: `m${p}`, visibility: note ? 'note' : 'public', text: 'x' } },
    ...rest,
  }
}
const did = (p: number, type: string, data: Record<string, unknown> = {}): EventView => ({
  ...said(p),
  type,
  data,
  by: { kind: 'system' },
})
const view = (events: EventView[], over: Partial<ThreadView> = {}): ThreadView => ({
  events,
  filter: 'all',
  mode: 'conversation',
  newAfter: null,
  contactDelivered: 0,
  contactRead: 0,
  ...over,
})
const kinds = (events: EventView[], over?: Partial<ThreadView>) => itemsOf(view(events, over)).map((item) => item.kind)

test('days, turns and the marker of what is new', () => {
  const later = said(3, { at: '2026-01-06T09:00:00Z' })
  assert.deepEqual(kinds([said(1), said(2), later], { newAfter: 2 }), [
    'day',
    'message',
    'message',
    'day',
    'new',
    'message',
  ])
  const ends = itemsOf(view([said(1), said(2), later])).flatMap((item) =>
    item.kind === 'message' ? [item.endsTurn] : [],
  )
  assert.deepEqual(ends, [false, true, true])
})

test("an agent's message is sent, delivered, read by public position", () => {
  const agent = { kind: 'agent' as const, id: 1, name: 'Léa' }
  const marks = itemsOf(
    view(
      [1, 2, 3].map((p) => said(p, { by: agent })),
      { contactDelivered: 2, contactRead: 1 },
    ),
  )
  assert.deepEqual(
    marks.flatMap((item) => (item.kind === 'message' ? [item.mark] : [])),
    ['read', 'delivered', 'sent'],
  )
})

test('filters; the conversation folds what was done, the history shows all but reading', () => {
  const events = [
    said(1),
    said(2, { note: true }),
    did(3, 'handed_over', { groupId: 1 }),
    did(4, 'ticket.updated', { changes: { status: ['new', 'open'] } }),
    did(5, 'ticket.updated', { changes: { assigneeId: [null, 1] } }),
    did(6, 'ticket.updated', { changes: { priority: [null, 'high'] } }),
    did(7, 'conversation.marked', { by: 'people', read: 1 }),
  ]
  assert.deepEqual(kinds(events), ['day', 'message', 'note', 'lines'])
  const [lines] = itemsOf(view(events)).filter((item) => item.kind === 'lines')
  assert.ok(lines?.kind === 'lines' && lines.isFolded && lines.events.length === 3)
  const [all] = itemsOf(view(events, { mode: 'history' })).filter((item) => item.kind === 'lines')
  assert.ok(all?.kind === 'lines' && !all.isFolded && all.events.length === 4)
  assert.deepEqual(kinds(events, { filter: 'note' }), ['day', 'note'])
  assert.deepEqual(kinds(events, { filter: 'public' }), ['day', 'message'])
})

test('a page before and a message after leave the groups between them as they are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 150, max: 400 }), fc.integer({ min: 0, max: 100 }), (count, from) => {
      const all = Array.from({ length: count }, (_, index) => said(index + 1))
      const some = chunked(itemsOf(view(all.slice(from, count - 1))))
      const more = chunked(itemsOf(view(all)))
      for (const chunk of some.slice(1, -1)) {
        const same = more.find(({ key }) => key === chunk.key)
        assert.ok(same && isSameChunk(same, chunk))
      }
    }),
  )
})
