// reason: the rules of a live connection, each with its test, over one small world.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { testApp } from '../../../test/kit/app.ts'
import { connectLive, event, No } from '../../../test/kit/client.ts'
import { known } from '../../../test/kit/known.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import { appendEvents } from '../events/append.ts'
import type { ServerFrame } from '../protocol.ts'

const refusedWith = (code: string) => (error: unknown) => error instanceof No && error.code === code
const url = (port: number) => `ws://127.0.0.1:${port}/socket`

/** A socket that says what it is told to, from the first byte on. */
async function rawSocket(port: number, lines: string[], headers: Record<string, string> = {}) {
  const socket = new WebSocket(url(port), { headers })
  const frames: ServerFrame[] = []
  socket.on('message', (data) => frames.push(known<ServerFrame>(JSON.parse(String(data)))))
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await once(socket, 'open')
  for (const line of lines) socket.send(line)
  return { socket, frames, closed }
}

test('the first frame is hello; what comes before it, twice, or is no frame ends the connection [P1]', async () => {
  const { port, visitor } = await testApp()
  const { token } = await visitor()
  const hello = JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token })
  // 4401 would make a widget forget its token: it is kept for tokens that are worth nothing.
  assert.equal(await (await rawSocket(port, ['{"t":"ping"}'])).closed, 4400)
  assert.equal(await (await rawSocket(port, [hello, hello])).closed, 4400)
  assert.equal(await (await rawSocket(port, ['no JSON'])).closed, 4400)
  assert.equal(
    await (await rawSocket(port, [JSON.stringify({ t: 'hello', v: 99, as: 'visitor', token })])).closed,
    4426,
  )
  assert.equal(
    await (await rawSocket(port, [JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: 'x' })])).closed,
    4401,
  )
  assert.equal(await (await rawSocket(port, [JSON.stringify({ t: 'hello', v: 1, as: 'user' })])).closed, 4401)
})

test('what is asked in the same breath as hello is answered after the welcome, as the one who said hello', async () => {
  const { app, visitor, conversationId } = await servedSession()
  const asked = { t: 'get', ref: 1, path: `/api/v1/widget/conversations/${conversationId}/thread` }
  const { frames, socket } = await rawSocket(app.port, [
    JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: visitor.token }),
    JSON.stringify(asked),
  ])
  while (frames.length < 2) await once(socket, 'message')
  assert.deepEqual(
    frames.map((frame) => frame.t),
    ['welcome', 'ok'],
  )
  socket.terminate()
})

test('nobody can do, hear or show anything by frames sent beside a hello that fails', async () => {
  const { app, agent, conversationId, topic, visitor } = await servedSession()
  const desk = await app.live(agent)
  const widget = await app.live(visitor)
  await desk.join(topic)
  const { closed, frames } = await rawSocket(app.port, [
    JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: 'nobody' }),
    JSON.stringify({ t: 'typing', conversationId, on: true }),
    JSON.stringify({ t: 'watch', ref: 1, id: 'a', view: 'all', limit: 50 }),
    JSON.stringify({ t: 'do', ref: 2, name: 'session.end', input: { conversationId } }),
  ])
  assert.equal(await closed, 4401)
  assert.deepEqual(frames, [])
  await desk.settled()
  await widget.settled()
  const heard = [...desk.frames, ...widget.frames]
  assert.deepEqual(
    heard.filter((frame) => frame.t === 'typing'),
    [],
  )
})

test('every question is answered once, by ok or no with its ref [P2]', async () => {
  const { app, agent, conversationId } = await servedSession()
  const desk = await app.live(agent)
  const questions = [
    desk.do('ticket.take', { conversationId }),
    desk.do('no.such', {}).catch((error: unknown) => error),
    desk.get('/api/v1/me'),
    desk.get('/api/v1/nothing').catch((error: unknown) => error),
    desk.join(`conversation:${conversationId}`),
    desk.watch('a', 'mine'),
    desk.watch('b', 'no such view').catch((error: unknown) => error),
  ]
  const answers = await Promise.all(questions)
  assert.deepEqual(
    answers.map((answer) => (answer instanceof No ? answer.code : 'ok')),
    ['ok', 'unknown_command', 'ok', 'not_found', 'ok', 'ok', 'view_not_found'],
  )
  await desk.settled()
  const refs = desk.frames.flatMap((frame) => (frame.t === 'ok' || frame.t === 'no' ? [frame.ref] : []))
  assert.deepEqual(
    refs.sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7],
  )
})

test('events of a topic come in the order of their position, without a gap; since gives what was missed [P3]', async () => {
  const session = await servedSession() // [S0.11] [S4.9]
  const { app, agent, topic } = session
  const desk = await app.live(agent)
  const { position } = await desk.join<{ position: number }>(topic)
  for (let n = 0; n < 5; n += 1) {
    await session.say(`one ${n}`)
    await session.note(`two ${n}`)
  }
  await desk.settled()
  const heard = desk.events(topic).map((e) => e.p)
  assert.deepEqual(
    heard,
    heard.map((_, index) => position + 1 + index),
  )
  assert.equal(heard.length, 10)
  const late = await app.live(agent)
  const missed = await late.join<{ position: number; events: { p: number }[] }>(topic, position)
  assert.deepEqual(
    missed.events.map((e) => e.p),
    heard,
  )
  assert.equal(missed.position, heard.at(-1))
})

test('a beat tells what the bus did not bring, and nothing else [P3]', async () => {
  const brought = await servedSession()
  const { app, agent } = brought
  const lost = await servedSession({ app })
  const desk = await app.live(agent)
  const { position } = await desk.join<{ position: number }>(lost.topic)
  const toldOf = (topic: string) => (frame: ServerFrame) => frame.t === 'beat' && frame.heads[topic] !== undefined
  /** As a commit of another node whose word never came. */
  const lose = async (place: number) => {
    const event = { type: 'session.inactive', stream: lost.topic, by: { kind: 'system' as const, id: null }, data: {} }
    const events = [{ ...event, isPublic: false, cause: 'lost' }]
    await app.db.transaction((tx) => appendEvents(tx, events, new Date(), () => 1))
    await desk.until(
      (frame): frame is Extract<ServerFrame, { t: 'beat' }> => frame.t === 'beat' && frame.heads[lost.topic] === place,
      60_000,
    )
  }
  // From then on the log has been read beyond all that was before the desk came: a beat may tell of that, too.
  await lose(position + 1)
  await desk.join(brought.topic)
  await brought.note('Told by the bus')
  await lose(position + 2)
  assert.equal(desk.frames.some(toldOf(brought.topic)), false)
})

test('a desk hears nothing of a conversation out of its scope, not even while it asks for it', async () => {
  const session = await servedSession({ role: 'administrator', groupId: 1 })
  const { app, topic } = session
  const group = await app
    .as(await app.administrator())
    .run<{ id: number }>('group.save', { name: 'Elsewhere', members: [] })
  const stranger = await app.live(await app.agent('agent', [group.id]))
  let stopped = false
  const talking = (async () => {
    while (!stopped) await session.say('private matters')
  })()
  for (let n = 0; n < 40; n += 1) await assert.rejects(stranger.join(topic), refusedWith('conversation_not_found'))
  stopped = true
  await talking
  await stranger.settled()
  assert.deepEqual(stranger.events(topic), [])
})

test('visitors hear no topic they ask for, and watch no list', async () => {
  const { app, topic } = await servedSession()
  const widget = await app.live(await app.visitor())
  await assert.rejects(widget.join(topic), refusedWith('not_allowed'))
  await assert.rejects(widget.watch('a', 'all'), refusedWith('not_allowed'))
  const designer = await app.live(await app.agent('conversation_designer'))
  await assert.rejects(
    designer.watch('a', 'all'),
    refusedWith('not_allowed'),
    'nor do people who may read no conversation',
  )
  await assert.rejects(widget.join('account'), refusedWith('not_allowed'))
  await assert.rejects(widget.join('contact:1'), refusedWith('not_allowed'))
})

test('whoever reads too slowly is let go, and costs no more memory than a bound', async () => {
  const { app, visitor, conversationId, say } = await servedSession()
  for (let n = 0; n < 20; n += 1) await say('x'.repeat(9_000))
  const { socket, closed } = await rawSocket(app.port, [
    JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: visitor.token }),
  ])
  await pause(100)
  socket.pause()
  let waiting = 0
  for (let n = 0; n < 190; n += 1) {
    socket.send(JSON.stringify({ t: 'get', ref: n, path: `/api/v1/widget/conversations/${conversationId}/thread` }))
    for (const { transport } of app.hub.members(`contact:${visitor.contactId}`))
      waiting = Math.max(waiting, transport.waiting())
    await pause(2)
  }
  for (let n = 0; n < 50 && app.hub.members(`contact:${visitor.contactId}`).size > 0; n += 1) {
    for (const { transport } of app.hub.members(`contact:${visitor.contactId}`))
      waiting = Math.max(waiting, transport.waiting())
    await pause(10)
  }
  assert.ok(waiting < 6_000_000, `${waiting} bytes wait for one reader`)
  socket.resume()
  assert.equal(await closed, 4429)
})

test('a foreign page opens no connection, by socket or by stream; a reset during the refusal harms nobody', async () => {
  const { port, http } = await testApp()
  const foreign = { origin: 'https://evil.example' }
  const socket = new WebSocket(url(port), { headers: foreign })
  const [, answer] = known<[unknown, { statusCode: number }]>(await once(socket, 'unexpected-response'))
  assert.equal(answer.statusCode, 403)
  for (let n = 0; n < 50; n += 1) {
    const tcp = connectTcp(port, '127.0.0.1')
    tcp.on('error', () => {})
    tcp.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    await pause(n % 3)
    tcp.resetAndDestroy()
  }
  const stream = await fetch(`http://127.0.0.1:${port}/api/v1/stream`, {
    method: 'POST',
    headers: { ...foreign, 'content-type': 'text/plain' },
    body: JSON.stringify({ t: 'hello', v: 1, as: 'user' }),
  })
  assert.equal(stream.status, 403)
  assert.equal((await http.inject('/health')).statusCode, 200)
})

test('the streamed fallback says and hears the same', async () => {
  const { app, visitor, say, topic } = await servedSession()
  const address = `http://127.0.0.1:${app.port}/api/v1/stream`
  const headers = { 'content-type': 'text/plain' }
  const hello = JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: visitor.token })
  const stream = await fetch(address, { method: 'POST', headers, body: hello })
  const lines = readLines(stream)
  const { connection } = known<{ connection: string }>(await lines.next())
  assert.equal(known<ServerFrame>(await lines.next()).t, 'welcome')
  await fetch(`${address}/${connection}`, {
    method: 'POST',
    headers,
    body: '{"t":"ping"}\n{"t":"get","ref":5,"path":"/api/v1/me"}',
  })
  assert.deepEqual([known<ServerFrame>(await lines.next()).t, known<ServerFrame>(await lines.next()).t], ['pong', 'no'])
  await say('by stream')
  const heard = known<ServerFrame>(await lines.next())
  assert.ok(event(topic, 'message.sent')(heard))
  assert.equal((await fetch(`${address}/unknown`, { method: 'POST', headers, body: '{"t":"ping"}' })).status, 404)
  await lines.stop()
})

test('a stream that ends while answers are under way harms nobody', async () => {
  const { app, visitor, conversationId } = await servedSession()
  const get = JSON.stringify({ t: 'get', ref: 1, path: `/api/v1/widget/conversations/${conversationId}/thread` })
  const hello = JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: visitor.token })
  const address = `http://127.0.0.1:${app.port}/api/v1/stream`
  const headers = { 'content-type': 'text/plain' }
  for (let n = 0; n < 10; n += 1) {
    const lines = readLines(await fetch(address, { method: 'POST', headers, body: hello }))
    const { connection } = known<{ connection: string }>(await lines.next())
    await lines.next()
    await fetch(`${address}/${connection}`, { method: 'POST', headers, body: [get, get, get, 'no frame'].join('\n') })
    for (let last = ''; last !== 'close'; ) last = known<{ t: string }>(await lines.next()).t
  }
  await pause(50)
  assert.equal((await app.http.inject('/health')).statusCode, 200)
})

test('a connection that says too much is closed', async () => {
  const { app, visitor } = await servedSession()
  const lines = Array.from({ length: 500 }, () => '{"t":"ping"}')
  const { closed } = await rawSocket(app.port, [
    JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token: visitor.token }),
    ...lines,
  ])
  assert.equal(await closed, 4429)
})

test('a second connection of the same visitor hears the same; a third person hears nothing', async () => {
  const session = await servedSession() // [S4.8] [S4.10]
  const { app, visitor, topic } = session
  const [computer, phone, other] = await Promise.all([
    app.live(visitor),
    app.live(visitor),
    app.live(await app.visitor()),
  ])
  await session.reply('Good news')
  const heard = event(topic, 'message.sent')
  assert.deepEqual((await computer.until(heard)).e, (await phone.until(heard)).e)
  await other.settled()
  assert.deepEqual(other.events(topic), [])
  const again = await connectLive(app.port, { as: 'visitor', token: visitor.token })
  assert.equal(known<{ conversations: { preview: string }[] }>(again.welcome).conversations[0]?.preview, 'Good news')
  await again.close()
})

function readLines(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  return {
    async next(): Promise<unknown> {
      for (;;) {
        const end = rest.indexOf('\n')
        if (end >= 0) {
          const line = rest.slice(0, end)
          rest = rest.slice(end + 1)
          if (line !== '') return JSON.parse(line)
          continue
        }
        const { value, done } = (await reader?.read()) ?? { value: '', done: true }
        if (done) throw new Error('the stream ended')
        rest += value
      }
    },
    stop: () => reader?.cancel(),
  }
}

test('who says what he looks at in the same breath as he joins is seen by the others', async () => {
  const { app, agent, conversationId, topic } = await servedSession()
  const colleague = await app.agent()
  const other = await app.live(colleague)
  await other.join(topic)
  const desk = await app.live(agent)
  const joined = desk.join(topic)
  desk.send({ t: 'viewing', conversationId })
  await joined
  const { users } = await other.until(
    (frame): frame is Extract<ServerFrame, { t: 'viewers' }> => frame.t === 'viewers' && frame.users.length === 1,
    60_000,
  )
  assert.equal(users[0]?.id, agent.userId)
})
