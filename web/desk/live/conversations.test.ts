import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventView } from '../../../server/platform/protocol.ts'
import { createConversation, said } from './made.ts'
import { createConversations } from './conversations.ts'
import type { Connection } from '../../kit/connection.ts'

/** A line that writes down what is joined, and answers with what the server holds. */
function fakeLine(history: EventView[]) {
  const joins: (number | undefined)[] = []
  const connection: Partial<Connection> = {
    state: 'open',
    send: () => {},
    join: async <T>(_: string, since?: number) => {
      joins.push(since)
      const answer =
        since === undefined
          ? { snapshot: createConversation(history) }
          : { events: history.filter(({ p }) => p > since) }
      return JSON.parse(JSON.stringify(answer)) as T
    },
  }
  return { joins, connection: connection as Connection }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

function opened(history: EventView[]) {
  const line = fakeLine(history)
  const conversations = createConversations(() => line.connection)
  const close = conversations.open(1)
  const positionOf = () => conversations.of(1).get().held?.snapshot.position
  return { ...line, history, conversations, close, positionOf }
}

test('opening takes a snapshot; the next event is applied', async () => {
  const { conversations, positionOf, history, joins } = opened([said(1), said(2)])
  await settled()
  assert.equal(positionOf(), 2)
  history.push(said(3))
  conversations.take({ t: 'event', topic: 'conversation:1', e: said(3) })
  assert.equal(positionOf(), 3)
  assert.deepEqual(joins, [undefined])
  conversations.stop()
})

test('a gap, a beat that is ahead, a reset: joined again since the own position [P3] [P5]', async () => {
  const { conversations, positionOf, history, joins } = opened([said(1)])
  await settled()
  history.push(said(2), said(3))
  conversations.take({ t: 'event', topic: 'conversation:1', e: said(3) })
  await settled()
  assert.equal(positionOf(), 3)
  history.push(said(4))
  conversations.take({ t: 'beat', now: '', heads: { 'conversation:1': 4 } })
  await settled()
  assert.equal(positionOf(), 4)
  history.push(said(5))
  conversations.take({ t: 'reset', topic: 'conversation:1' })
  await settled()
  assert.equal(positionOf(), 5)
  assert.deepEqual(joins, [undefined, 1, 3, 4])
  conversations.stop()
})

test('a conversation taken away shows nothing any more', async () => {
  const { conversations } = opened([said(1)])
  await settled()
  conversations.take({ t: 'revoked', topic: 'conversation:1' })
  const { held, failure } = conversations.of(1).get()
  assert.deepEqual([held, failure?.code], [null, 'conversation_not_found'])
  conversations.stop()
})

test('left and opened again before the answer: joined once more, for the server has left it since', async () => {
  const { conversations, close, joins } = opened([said(1)])
  close()
  const closeAgain = conversations.open(1)
  await settled()
  assert.deepEqual(joins, [undefined, 1])
  closeAgain()
  await settled()
  assert.equal(joins.length, 2)
  conversations.stop()
})
