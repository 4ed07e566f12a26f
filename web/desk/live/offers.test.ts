import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OfferView } from '../../../server/routing/contract.ts'
import type { Connection } from '../../kit/connection.ts'
import { createOffers } from './offers.ts'

const offer = (id: number): OfferView => ({
  id,
  conversationId: id * 10,
  family: 'messaging',
  madeAt: '2026-01-01T10:00:00.000Z',
  until: null,
  why: {
    reason: 'only_one',
    candidates: 1,
    excluded: {},
    measure: null,
    load: 0,
    limit: 3,
    skillsDropped: [],
    secondary: false,
  },
  queueId: null,
  waitedMs: 0,
  contact: 'Ada',
  preview: 'Hello',
  subject: 'Hello',
  channelId: 1,
})

/** A desk whose reading answers when it is told to. */
function desk() {
  let answer = (_: OfferView[]) => {}
  const connection = { get: () => new Promise((resolve) => void (answer = resolve)) } as unknown as Connection
  const offers = createOffers(() => connection)
  return { offers, ids: () => offers.store.get().map(({ id }) => id), answer: (all: OfferView[]) => answer(all) }
}

test('what was shown while offers were read stays, whatever the reading knew', async () => {
  const { offers, ids, answer } = desk()
  const reading = offers.read()
  offers.shown(offer(2))
  answer([offer(1)])
  await reading
  assert.deepEqual(ids(), [1, 2])
})

test('an older reading does not bring back what has ended', async () => {
  const { offers, ids, answer } = desk()
  offers.shown(offer(1))
  const reading = offers.read()
  offers.hidden(1)
  answer([offer(1)])
  await reading
  assert.deepEqual(ids(), [])
})

test('what ended while the line was down is gone after the next reading', async () => {
  const { offers, ids, answer } = desk()
  offers.shown(offer(1))
  const reading = offers.read()
  answer([])
  await reading
  assert.deepEqual(ids(), [])
})
