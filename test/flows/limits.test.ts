import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid7 } from '../../server/platform/ids.ts'
import { startApp } from '../kit/app.ts'
import { connectLive, No } from '../kit/client.ts'
import { known } from '../kit/known.ts'

// The limits as a running server applies them, over its sockets and its HTTP calls.
const app = await startApp({
  LIMIT_MESSAGES_PER_SECOND: '2',
  LIMIT_CONVERSATIONS_PER_HOUR: '3',
  LIMIT_VISITORS_PER_HOUR: '4',
  LIMIT_CONNECTIONS_PER_ADDRESS: '3',
})

const say = (text: string) => ({ messageId: uuid7(), content: { text } })
const refusalOf = async (work: Promise<unknown>): Promise<{ code: string; wait: number } | null> => {
  try {
    await work
    return null
  } catch (error) {
    assert.ok(error instanceof No)
    return { code: error.code, wait: known<{ retryAfterMs: number }>(error.details).retryAfterMs }
  }
}

test('[LI1] [LI3] a flood over a socket is refused after thirty messages, all that was acknowledged is stored, and waiting helps', async () => {
  const ada = await app.visitor()
  const socket = await app.live(ada)
  const { conversationId } = await socket.do<{ conversationId: number }>('conversation.start', say('first'))
  const refusals = await Promise.all(
    Array.from({ length: 60 }, (_, n) => refusalOf(socket.do('message.send', { conversationId, ...say(`${n}`) }))),
  )
  const refused = refusals.filter((refusal) => refusal !== null)
  assert.ok(refused.length >= 28 && refused.length <= 30, `${refused.length} refused`)
  assert.deepEqual(new Set(refused.map(({ code }) => code)), new Set(['too_many_requests']))
  const stored = await app.db.row<{ n: number }>({
    name: 't.n',
    text: 'select count(*)::int as n from messages where conversation_id = $1',
    values: [conversationId],
  })
  assert.equal(stored.n, 1 + 60 - refused.length)
  const wait = Math.max(...refused.map((refusal) => refusal.wait))
  assert.ok(wait > 0 && wait <= 600, `${wait} ms`)
  await new Promise((resolve) => setTimeout(resolve, wait))
  assert.equal(await refusalOf(socket.do('message.send', { conversationId, ...say('later') })), null)
  await socket.close()
})

test('[LI1] the same over HTTP: 429 with the time to wait, and another visitor is not touched', async () => {
  const [ada, tom] = [await app.visitor(), await app.visitor()]
  const { conversationId } = await app.as(ada).run<{ conversationId: number }>('conversation.start', say('first'))
  const statuses: number[] = []
  for (let n = 0; n < 40; n += 1)
    statuses.push(
      (await app.ask(ada, 'POST', '/api/v1/commands/message.send', { conversationId, ...say(`${n}`) })).statusCode,
    )
  assert.ok(statuses.slice(0, 30).every((status) => status === 200) && statuses.includes(429))
  const other = await app.ask(tom, 'POST', '/api/v1/commands/conversation.start', say('hello'))
  assert.equal(other.statusCode, 200)
})

test('conversations of a visitor, and new visitors of an address, are counted', async () => {
  const ada = await app.visitor()
  const start = () => app.ask(ada, 'POST', '/api/v1/commands/conversation.start', say('again'))
  const statuses = [
    (await start()).statusCode,
    (await start()).statusCode,
    (await start()).statusCode,
    (await start()).statusCode,
  ]
  assert.deepEqual(statuses, [200, 200, 200, 429])
  const key = await app.db.row<{ key: string }>({ name: 't.key', text: 'select key from channels limit 1', values: [] })
  const visit = (ip: string) =>
    app.http.inject({ method: 'POST', url: '/api/v1/widget/visitors', payload: { key: key.key }, remoteAddress: ip })
  const made: number[] = []
  for (let n = 0; n < 5; n += 1) made.push((await visit('203.0.113.5')).statusCode)
  assert.deepEqual(made, [200, 200, 200, 200, 429])
  assert.equal((await visit('203.0.113.6')).statusCode, 200)
})

test('[LI2] people of the desk write as fast as they like', async () => {
  const [ada, lea] = [await app.visitor(), await app.agent()]
  const { conversationId } = await app.as(ada).run<{ conversationId: number }>('conversation.start', say('first'))
  const desk = await app.live(lea)
  await desk.do('ticket.take', { conversationId })
  const answers = Array.from({ length: 80 }, (_, n) =>
    refusalOf(
      desk.do('ticket.submit', { conversationId, message: { ...say(`${n}`), visibility: 'public' }, anyway: true }),
    ),
  )
  assert.deepEqual(new Set(await Promise.all(answers)), new Set([null]))
  await desk.close()
})

test('[LI7] an address has so many connections, those without a hello counted too; the desk’s are free, and leaving makes room', async () => {
  const ada = await app.visitor()
  const hello = { as: 'visitor', token: ada.token } as const
  const open = [
    await connectLive(app.port, hello),
    await connectLive(app.port, hello),
    await connectLive(app.port, hello),
  ]
  const fourth = await connectLive(app.port, hello).then(
    () => 'open',
    (error: Error) => error.message,
  )
  assert.match(fourth, /4429/)
  await open[0]?.close()
  // The server hears of the end a moment later.
  let again: Awaited<ReturnType<typeof connectLive>> | null = null
  for (let tries = 0; tries < 50 && again === null; tries += 1)
    again = await connectLive(app.port, hello).catch(() => null)
  assert.ok(again !== null)
  await open[1]?.close()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const lea = await app.agent()
  for (let n = 0; n < 6; n += 1) await app.live(lea)
  for (const connection of [...open, again]) await connection.close()
})
