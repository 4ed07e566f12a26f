import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { startApp } from '../kit/app.ts'
import { garbage } from '../kit/arbitrary.ts'
import { connectLive } from '../kit/client.ts'
import { restingContent } from '../kit/content.ts'
import { dice } from '../kit/flows/dice.ts'
import { known } from '../kit/known.ts'
import { servedSession } from '../kit/sessions.ts'

// Law 10 at the outer doors: what comes from anywhere, in any bytes, is refused; it changes nothing and ends nothing.
const app = await startApp({ TRUSTED_PROXIES: '1' })
const base = `http://127.0.0.1:${app.port}`
const seed = Number(process.env.GARBAGE_SEED ?? 4711)
const chance = dice(seed)

const INPUTS = 10_000
const AT_ONCE = 32

type Door = { method: string; path: string }

async function doors(): Promise<Door[]> {
  type Description = { paths: Record<string, Record<string, object>> }
  const { paths } = known<Description>(await (await fetch(`${base}/api/v1/openapi.json`)).json())
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
  // Whoever is not signed in is signed out already: that is no refusal.
  const tried = described.filter(({ path }) => path !== '/api/v1/sign-out')
  const others = ['/api/v1/stream', '/api/v1/stream/1', '/api/v1/nothing', '/widget/frame/1', '/assets/1', '/socket']
  return [
    ...tried,
    ...others.map((path) => ({ method: 'POST', path })),
    ...others.map((path) => ({ method: 'GET', path })),
  ]
}

/** Bytes no client of ours sends, and content types that promise something else. */
const bodies: (() => { body: string | Buffer<ArrayBuffer>; type: string })[] = [
  ...fc
    .sample(garbage(), { seed, numRuns: 400 })
    .map((value) => () => ({ body: asJson(value), type: 'application/json' })),
  () => ({ body: bytes(1 + chance.below(400)), type: 'application/json' }),
  () => ({ body: bytes(1 + chance.below(400)), type: 'multipart/form-data; boundary=x' }),
  () => ({ body: bytes(1 + chance.below(400)), type: 'text/plain' }),
  () => ({ body: `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`, type: 'application/json' }),
  () => ({ body: '['.repeat(30_000), type: 'application/json' }),
  () => ({ body: Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22]), type: 'application/json' }),
  () => ({ body: Buffer.from('{"text":"\u0000"}'), type: 'application/json' }),
  () => ({
    body: '{"__proto__":{"kind":"user"},"constructor":{"prototype":{"kind":"user"}}}',
    type: 'application/json',
  }),
  () => ({ body: 'a=1&b[]=2&c[d]=3', type: 'application/x-www-form-urlencoded' }),
  () => ({ body: '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', type: 'application/xml' }),
  () => ({ body: '{', type: 'application/json; charset=utf-7' }),
  () => ({ body: '', type: 'application/json' }),
]
const OVERSIZED = () => ({ body: `{"text":"${'x'.repeat(300_000)}"}`, type: 'application/json' })

const QUERIES = [
  '',
  '?view=%00',
  '?limit=-1',
  '?limit=1e99&view=all',
  '?q=%ff%fe',
  '?cursor=%5B%5D&before=x',
  '?ids=1&ids=2',
  '?__proto__=1',
  `?q=${'x'.repeat(3_000)}`,
]
const PARAMS = [
  '0',
  '-1',
  '1e9',
  '9223372036854775808',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%ff',
  'null',
  "1'--",
  'x'.repeat(300),
]
const HEADERS: Record<string, string>[] = [
  {},
  { 'x-causerie': '1' },
  { authorization: 'Bearer x' },
  { authorization: `Bearer ${'é'.repeat(3)}` },
  { cookie: 'causerie_session=x; causerie_session=%ff' },
  { 'idempotency-key': 'x'.repeat(5_000) },
  { range: 'bytes=9-1' },
]

const bytes = (length: number): Buffer<ArrayBuffer> => Buffer.from(Array.from({ length }, () => chance.below(256)))
const asJson = (value: unknown) => JSON.stringify(value) ?? ''

test('ten thousand random requests at every endpoint: refusals, never a fault, and nothing changes', async () => {
  await servedSession({ app })
  const all = await doors()
  assert.ok(all.length > 60, `${all.length} doors`)
  const before = await restingContent(app.databaseUrl)
  const seen = new Map<number, number>()
  let left = INPUTS
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const door = all[left % all.length] ?? assert.fail()
      const url = door.path.replaceAll(/\{\w+\}/g, () => chance.pick(PARAMS)) + chance.pick(QUERIES)
      const { body, type } = left % 400 === 0 ? OVERSIZED() : chance.pick(bodies)()
      const headers = {
        ...chance.pick(HEADERS),
        'x-forwarded-for': `10.${left >> 16}.${(left >> 8) & 255}.${left & 255}`,
      }
      const isRead = door.method === 'GET'
      const answer = await fetch(`${base}${url}`, {
        method: door.method,
        headers: isRead ? headers : { ...headers, 'content-type': type },
        ...(isRead ? {} : { body }),
      })
      const text = await answer.text()
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
      // A stream has begun when its first line is refused.
      const isRefused = (answer.status >= 400 && answer.status < 500) || text.includes('{"t":"close","code":4400')
      // What is there for everybody answers as it would without the garbage.
      assert.ok(
        isRefused || (isRead && answer.status < 400),
        `seed ${seed}: ${door.method} ${url} → ${answer.status} ${text.slice(0, 300)}`,
      )
      if (isRefused && door.path.startsWith('/api/') && answer.status !== 200)
        assert.match(text, /"code":"[a-z_]+"/, `${door.method} ${url}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker)).finally(() => {
    left = 0
  })
  assert.ok((seen.get(400) ?? 0) > 500 && (seen.get(401) ?? 0) > 500, `answers: ${JSON.stringify([...seen])}`)
  assert.deepEqual(await restingContent(app.databaseUrl), before)
  assert.equal((await fetch(`${base}/ready`)).status, 200)
})

test('bytes that are no HTTP at all end their own line only', async () => {
  const lines = [
    'GET / HTTP/9.9\r\n\r\n',
    'POST /api/v1/commands/message.send HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /api/v1/files HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc',
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(3_000)}\r\n`,
    'GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 99\r\n\r\n',
    'GET //\\ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n',
    ...Array.from({ length: 60 }, () => bytes(1 + chance.below(300))),
  ]
  for (const line of lines) {
    const answer = await exchange(line)
    assert.doesNotMatch(answer, /^HTTP\/1\.1 5/, `seed ${seed}: ${String(line).slice(0, 80)}`)
  }
  assert.equal((await fetch(`${base}/ready`)).status, 200)
})

/** What comes back until the line ends, or says nothing more for a moment. */
function exchange(line: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(app.port, '127.0.0.1', () => socket.write(line))
    socket.setTimeout(150, () => socket.destroy())
    socket.on('data', (data) => (heard += data))
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
}

const FRAME_KINDS = [
  'hello',
  'do',
  'get',
  'join',
  'leave',
  'watch',
  'unwatch',
  'typing',
  'viewing',
  'page',
  'ping',
  'x',
]
const VALUES = () =>
  chance.pick<unknown>([
    null,
    -1,
    0,
    1,
    1e300,
    2 ** 53,
    '',
    'x',
    'conversation:1',
    '/api/v1/me',
    [],
    {},
    true,
    '\u0000',
    'x'.repeat(1_000),
  ])

/** A frame with the right fields and anything in them, or anything at all. */
function frame(values: readonly unknown[]): string | Buffer {
  if (chance.below(20) === 0) return bytes(1 + chance.below(200))
  if (chance.below(20) === 0) return `${'{"t":'.repeat(2_000)}1${'}'.repeat(2_000)}`
  if (chance.below(10) === 0) return asJson(chance.pick(values))
  const fields = [
    'ref',
    'name',
    'input',
    'path',
    'query',
    'topic',
    'since',
    'view',
    'id',
    'limit',
    'conversationId',
    'on',
    'token',
    'v',
    'as',
    'heads',
    'url',
    'page',
  ]
  const some = Object.fromEntries(fields.flatMap((field) => (chance.below(3) > 0 ? [[field, VALUES()]] : [])))
  return asJson({ t: chance.pick(FRAME_KINDS), ...some })
}

test('garbage over sockets ends the line or is refused; nothing changes, nobody else notices', async () => {
  const { agent, conversationId, topic } = await servedSession({ app })
  const witness = await app.live(agent)
  await witness.join(topic)
  const before = await restingContent(app.databaseUrl)
  const values = fc.sample(garbage(), { seed, numRuns: 300 })
  for (let n = 0; n < 200; n += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${app.port}/socket`)
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    socket.on('error', () => {})
    await new Promise<void>((resolve) => socket.on('open', resolve))
    for (let frames = 0; frames < 10; frames += 1) {
      const sent = frame(values)
      if (socket.readyState === WebSocket.OPEN) socket.send(sent, { binary: typeof sent !== 'string' })
    }
    socket.close()
    await closed
  }
  // Signed in, each question is still answered, and by a refusal.
  for (let n = 0; n < 40; n += 1) {
    const client = await connectLive(app.port, { as: 'user' }, agent.token)
    const asked = [
      client.do(chance.pick(['message.send', 'ticket.submit', 'x', 'user.invite']), chance.pick(values)),
      client.get(chance.pick(['/api/v1/inbox', '/api/v1/conversations/x', '../../etc', `/api/v1/${'x'.repeat(200)}`]), {
        view: '\u0000',
      }),
      client.join(chance.pick(['conversation:0', 'conversation:99999999', 'contact:1', 'account', 'agent:1', ''])),
    ]
    for (const answer of await Promise.allSettled(asked)) {
      assert.equal(answer.status, 'rejected', `seed ${seed}`)
      if (answer.status === 'rejected')
        assert.doesNotMatch(String(answer.reason), /internal|unavailable/, `seed ${seed}`)
    }
    await client.close()
  }
  const huge = new WebSocket(`ws://127.0.0.1:${app.port}/socket`)
  huge.on('error', () => {})
  const ended = new Promise<number>((resolve) => huge.on('close', resolve))
  huge.on('open', () => huge.send('x'.repeat(100_000)))
  assert.equal(await ended, 1009)
  await witness.settled()
  assert.deepEqual(witness.events(topic), [])
  assert.deepEqual(await restingContent(app.databaseUrl), before)
  await witness.do('ticket.submit', { conversationId, changes: { status: 'pending' } })
})
