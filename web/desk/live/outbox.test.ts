import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventView } from '../../../server/platform/protocol.ts'
import type { Connection } from '../../kit/connection.ts'
import { createConversations } from './conversations.ts'
import { createConversation, said } from './made.ts'
import { createOutbox, type NewMessage } from './outbox.ts'

const kept = new Map<string, string>()
Object.assign(globalThis, {
  localStorage: new Proxy(
    {
      setItem: kept.set.bind(kept),
      removeItem: kept.delete.bind(kept),
      getItem: (key: string) => kept.get(key) ?? null,
    },
    { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) },
  ),
})

const message: NewMessage = { conversationId: 1, visibility: 'public', text: 'Hello', files: [], mentions: [] }

/** A desk whose server stores what it is given and tells of it only to who asks what was missed. */
function desk(history: EventView[]) {
  const connection: Partial<Connection> = {
    state: 'open',
    send: () => {},
    join: async <T>(_: string, since?: number) =>
      (since === undefined
        ? { snapshot: createConversation(history) }
        : { events: history.filter(({ p }) => p > since) }) as T,
    do: async <T>() => ({ message: { position: history.length } }) as T,
  }
  const line = () => connection as Connection
  const conversations = createConversations(line)
  const outbox = createOutbox({ connection: line, userId: 1, onSubmitted: () => {} })
  conversations.onCaughtUp((id, { position, thread }) =>
    outbox.reached(id, position, (messageId) => JSON.stringify(thread.events).includes(messageId)),
  )
  return { conversations, outbox }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a message whose event came by catching up is on its way no more, nor kept for the next start', async (t) => {
  const history = [said(1)]
  const { conversations, outbox } = desk(history)
  t.after(conversations.stop)
  conversations.open(1)
  await settled()
  history.push(said(2))
  outbox.send(message)
  assert.equal(kept.size, 1, 'it outlives a reload')
  await settled()
  const [sent] = outbox.all.get()
  assert.equal(sent?.position, 2, 'stored, and not yet held')
  conversations.take({ t: 'beat', now: '', heads: { 'conversation:1': 2 } })
  await settled()
  assert.deepEqual([outbox.all.get(), kept.size], [[], 0])
})

test('what was read before the answer came is not shown twice, and another conversation’s message stays', async (t) => {
  const { conversations, outbox } = desk([said(1)])
  t.after(conversations.stop)
  outbox.send(message)
  outbox.send({ ...message, conversationId: 2 })
  await settled()
  outbox.reached(1, 0, (id) => id === outbox.all.get()[0]?.messageId)
  assert.deepEqual(
    outbox.all.get().map(({ conversationId }) => conversationId),
    [2],
  )
})
