import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InboxRow } from '../../../server/tickets/contract.ts'
import { newsIn } from './news.ts'

const row = (conversationId: number, minute: number, unread = 1): InboxRow => ({
  conversationId,
  ticketId: conversationId,
  subject: '',
  status: 'open',
  statusId: null,
  session: 'active',
  contact: { id: 1, name: 'Ada', email: null, photo: null, verified: false, online: false },
  channel: { id: 1, kind: 'widget', name: 'Shop' },
  brandId: 1,
  locale: 'en',
  preview: 'Hello',
  previewBy: 'contact',
  assigneeId: null,
  groupId: null,
  priority: null,
  unread,
  waitingSince: null,
  activityAt: `2026-01-05T10:${String(minute).padStart(2, '0')}:00.000Z`,
  snoozedUntil: null,
  sla: null,
})
const ids = (rows: readonly InboxRow[]): number[] => rows.map(({ conversationId }) => conversationId)

test('a conversation that came in is news; one that scrolling brought into sight is none', () => {
  const before = { rows: [row(1, 30), row(2, 20)], hasMore: true }
  const after = { rows: [row(3, 31), row(1, 30), row(2, 20), row(4, 10)], hasMore: false }
  assert.deepEqual(ids(newsIn('unassigned', before, after)), [3])
})

test('into a list that was whole, an older conversation comes as news: somebody handed it over', () => {
  const before = { rows: [row(1, 30)], hasMore: false }
  assert.deepEqual(ids(newsIn('mine', before, { rows: [row(1, 30), row(4, 10)], hasMore: false })), [4])
})

test('another message of a conversation one has is news; in the shared list it is none', () => {
  const before = { rows: [row(1, 30, 1)], hasMore: false }
  const after = { rows: [row(1, 31, 2)], hasMore: false }
  assert.deepEqual(ids(newsIn('mine', before, after)), [1])
  assert.deepEqual(ids(newsIn('unassigned', before, after)), [])
})
