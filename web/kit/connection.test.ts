import assert from 'node:assert/strict'
import test, { mock } from 'node:test'
import type { ClientFrame, ServerFrame } from '../../server/platform/protocol.ts'
import { type ConnectionState, createConnection, type LineEvents, type OpenLine, type Refused } from './connection.ts'

const WELCOME: ServerFrame = { t: 'welcome', v: 1, connection: 'c', now: '2026-01-01T00:00:00Z', data: {} }

/** A server's end of the line, in hand: what was sent, and what to say. */
function line() {
  const lines: { sent: ClientFrame[]; events: LineEvents; isClosed: boolean; way: string }[] = []
  const open =
    (way: string): OpenLine =>
    (_url, events) => {
      const mine = { sent: [] as ClientFrame[], events, isClosed: false, way }
      lines.push(mine)
      return { send: (frame) => mine.sent.push(frame), close: () => (mine.isClosed = true) }
    }
  const last = () => lines.at(-1) ?? assert.fail('no line')
  return {
    lines,
    ways: [open('socket'), open('stream')] as [OpenLine, OpenLine],
    last,
    say: (frame: ServerFrame) => last().events.onText(JSON.stringify(frame)),
    welcome: () => {
      last().events.onOpen()
      last().events.onText(JSON.stringify(WELCOME))
    },
  }
}

function connected() {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const server = line()
  const states: [ConnectionState, number?][] = []
  const frames: ServerFrame[] = []
  const connection = createConnection({
    url: '/socket',
    hello: () => ({ t: 'hello', v: 1, as: 'user' }),
    onFrame: (frame) => frames.push(frame),
    onState: (state, code) => states.push(code === undefined ? [state] : [state, code]),
    lines: server.ways,
  })
  mock.timers.tick(0)
  return { connection, server, states, frames }
}

test.afterEach(() => mock.timers.reset())

test('says hello first, and is open after the welcome [P1]', () => {
  const { server, states, frames } = connected()
  server.welcome()
  assert.deepEqual(server.last().sent, [{ t: 'hello', v: 1, as: 'user' }])
  assert.deepEqual(states, [['connecting'], ['open']])
  assert.deepEqual(frames, [WELCOME])
})

test('answers go to the request with their ref, in any order [P2]', async () => {
  const { connection, server } = connected()
  server.welcome()
  const me = connection.get('/api/v1/me')
  const taken = connection.do('ticket.take', { ticketId: 7 })
  const [, get, take] = server.last().sent
  assert.deepEqual(get, { t: 'get', ref: 1, path: '/api/v1/me', query: {} })
  assert.deepEqual(take, { t: 'do', ref: 2, name: 'ticket.take', input: { ticketId: 7 } })
  server.say({ t: 'no', ref: 2, code: 'ticket_taken', message: 'Taken', details: { by: 3 } })
  server.say({ t: 'ok', ref: 1, data: { id: 1 } })
  assert.deepEqual(await me, { id: 1 })
  await assert.rejects(taken, (error: Refused) => error.code === 'ticket_taken' && error.message === 'Taken')
})

test('requests made before the welcome wait for it', async () => {
  const { connection, server } = connected()
  const got = connection.get('/api/v1/me')
  server.last().events.onOpen()
  assert.equal(server.last().sent.length, 1)
  server.say(WELCOME)
  server.say({ t: 'ok', ref: 1, data: 'me' })
  assert.equal(await got, 'me')
})

test('a broken line rejects what was under way, and connects again', async () => {
  const { connection, server, states } = connected()
  server.welcome()
  const sent = connection.do('message.send', {})
  server.last().events.onClose(1006)
  await assert.rejects(sent, { code: 'disconnected' })
  mock.timers.tick(1000)
  assert.equal(server.lines.length, 2)
  server.welcome()
  assert.deepEqual(states.at(-1), ['open'])
})

test('of a line that was given up nothing is heard any more', () => {
  const { server, frames } = connected()
  server.welcome()
  const old = server.last()
  old.events.onClose(1006)
  old.events.onText(JSON.stringify({ t: 'counts', counts: {} }))
  assert.deepEqual(frames, [WELCOME])
})

test('a silent line is asked, and given up when it does not answer', () => {
  const { server, states } = connected()
  server.welcome()
  mock.timers.tick(25_000)
  assert.deepEqual(server.last().sent.at(-1), { t: 'ping' })
  server.say({ t: 'pong' })
  mock.timers.tick(25_000)
  mock.timers.tick(10_000)
  assert.ok(server.lines[0]?.isClosed)
  assert.equal(states.at(-1)?.[0], 'waiting')
})

test('an unanswered request asks sooner whether the line still lives', async () => {
  const { connection, server, states } = connected()
  server.welcome()
  const sent = connection.do('message.send', {})
  mock.timers.tick(10_000)
  assert.deepEqual(server.last().sent.at(-1), { t: 'ping' })
  mock.timers.tick(10_000)
  await assert.rejects(sent, { code: 'disconnected' })
  assert.equal(states.at(-1)?.[0], 'waiting')
})

test('a line that never opens is given up after ten seconds; the third try goes by the fallback', () => {
  const { server } = connected()
  mock.timers.tick(10_000)
  mock.timers.tick(1_000)
  server.last().events.onClose(1006)
  mock.timers.tick(2_000)
  assert.deepEqual(
    server.lines.map(({ way }) => way),
    ['socket', 'socket', 'stream'],
  )
  server.welcome()
  assert.equal(server.last().sent[0]?.t, 'hello')
})

test('pauses grow up to 30 s, with jitter, and start small again after a stable line', (t) => {
  t.mock.method(Math, 'random', () => 1)
  const { server } = connected()
  const pauses: number[] = []
  for (let n = 0; n < 8; n++) {
    const before = Date.now()
    server.last().events.onClose(1006)
    const lines = server.lines.length
    while (server.lines.length === lines) mock.timers.tick(500)
    pauses.push(Date.now() - before)
  }
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  server.welcome()
  mock.timers.tick(6000)
  const lines = server.lines.length
  server.last().events.onClose(1006)
  mock.timers.tick(1000)
  assert.equal(server.lines.length, lines + 1)
})

for (const code of [4401, 4403, 4426])
  test(`the close code ${code} is final`, async () => {
    const { connection, server, states } = connected()
    const queued = connection.get('/api/v1/me')
    server.last().events.onClose(code)
    mock.timers.tick(120_000)
    assert.deepEqual(states.at(-1), ['closed', code])
    assert.equal(server.lines.length, 1)
    await assert.rejects(queued, { code: 'disconnected' })
    await assert.rejects(connection.get('/api/v1/me'), { code: 'disconnected' })
  })

test('close() ends it; resume() drops the line and connects again', () => {
  const { connection, server, states } = connected()
  server.welcome()
  connection.resume()
  mock.timers.tick(1000)
  assert.equal(server.lines.length, 2)
  connection.close()
  mock.timers.tick(60_000)
  assert.equal(server.lines.length, 2)
  assert.ok(server.last().isClosed)
  assert.deepEqual(states.at(-1), ['closed', 1000])
})

test('typing is dropped unless open', () => {
  const { connection, server } = connected()
  connection.send({ t: 'typing', conversationId: 1, on: true })
  server.welcome()
  connection.send({ t: 'typing', conversationId: 1, on: false })
  assert.deepEqual(server.last().sent.slice(1), [{ t: 'typing', conversationId: 1, on: false }])
})
