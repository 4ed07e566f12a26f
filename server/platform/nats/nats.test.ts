import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { connect as connectNats } from '@nats-io/transport-node'
import { pino } from 'pino'
import { whenDone } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/flows/server-process.ts'
import { startNatsServer } from '../../../test/kit/nats-server.ts'
import { createMetrics } from '../metrics.ts'
import { readNatsAddress } from './address.ts'
import { natsBus } from './nats-bus.ts'
import { decode, encode, packet } from './wire.ts'

const key = randomBytes(32)

/** A node's bus, and what it heard and told its operator. */
function open(url: string, ownKey = key) {
  const address = readNatsAddress(url)
  assert.ok(address !== null)
  const said: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) })
  const metrics = createMetrics()
  const bus = natsBus({ address, key: ownKey, log, metrics })
  whenDone(() => bus.close())
  const heard: unknown[] = []
  bus.subscribe((_, message, origin) => origin === 'elsewhere' && heard.push(message))
  const count = async (name: 'busMessages' | 'busDropped', label: string) =>
    (await metrics[name].get()).values.find(({ labels }) => Object.values(labels).includes(label))?.value ?? 0
  return { bus, heard, said, count, isUp: async () => (await metrics.busUp.get()).values[0]?.value }
}

test('the address: user and password, a token, several servers, TLS, who signed', () => {
  const plain = { tls: null, user: null, password: null, token: null }
  assert.deepEqual(readNatsAddress('nats://nats'), { ...plain, servers: ['nats:4222'] })
  assert.deepEqual(readNatsAddress('nats://[::1]:80'), { ...plain, servers: ['[::1]:80'] })
  assert.deepEqual(readNatsAddress('nats://me%40acme:p%3Aw@a:1,nats://b:2, c'), {
    ...plain,
    servers: ['a:1', 'b:2', 'c:4222'],
    user: 'me@acme',
    password: 'p:w',
  })
  assert.deepEqual(readNatsAddress('tls://s3cret@nats.example.com'), {
    ...plain,
    servers: ['nats.example.com:4222'],
    tls: { caFile: null },
    token: 's3cret',
  })
  assert.deepEqual(readNatsAddress('nats://nats?ca=/etc/nats/ca.pem')?.tls, { caFile: '/etc/nats/ca.pem' })
})

test('a packet that is not ours, or is cut short, says nothing; what is right beside it is heard', () => {
  const event = {
    type: 'user.revoked',
    stream: 'agent:7',
    position: 3,
    publicPosition: null,
    by: { kind: 'agent', id: 1 },
    data: {},
    at: new Date(0),
  }
  const good = encode('agent:7', event)
  assert.equal(decode(packet([good, good])).length, 2)
  const spoilt = (changes: object) => encode('agent:7', { ...event, ...changes })
  const bad = [
    spoilt({ stream: 'agent:8' }),
    spoilt({ position: 0 }),
    spoilt({ position: '3' }),
    spoilt({ publicPosition: -1 }),
    spoilt({ at: 'yesterday' }),
    spoilt({ at: undefined }),
    spoilt({ by: null }),
    spoilt({ data: [] }),
    spoilt({ type: 1 }),
    encode('x'.repeat(201), {}),
    '["agent:7"]',
    '[7,{}]',
    '["agent:7",null]',
    '["agent:7",[1]]',
    'null',
    '{}',
  ]
  assert.deepEqual(decode(packet([...bad, good])), decode(packet([good])))
  for (const text of ['', 'garbage', '[', '{"a":1}', 'null', '7', packet([good]).slice(0, -5)])
    assert.deepEqual(decode(text), [])
})

test('garbage on the subject is counted and ignored; another key hears nothing', async () => {
  const server = await startNatsServer()
  const here = open(server.url)
  const there = open(server.url)
  const stranger = open(server.url, randomBytes(32))
  await until(() => here.bus.ready() && there.bus.ready() && stranger.bus.ready())
  const raw = await connectNats({ servers: server.url })
  whenDone(() => raw.close())
  let subject = ''
  raw.subscribe('>', { callback: (_, message) => void (subject = message.subject) })
  await raw.flush()
  here.bus.publish('account', { n: 1 })
  await until(() => there.heard.length === 1 && subject !== '')
  for (const garbage of ['', 'garbage', '[["account"', randomBytes(1_000)]) raw.publish(subject, garbage)
  raw.publish(subject, packet([encode('account', { n: 2 })]))
  await until(() => there.heard.length === 2)
  assert.deepEqual(there.heard, [{ n: 1 }, { n: 2 }])
  assert.equal(await there.count('busDropped', 'unreadable'), 4)
  assert.deepEqual(stranger.heard, [])
})

test('NATS that is not there at the start, comes, dies, and comes again', async () => {
  const server = await startNatsServer([], { isStarted: false })
  const here = open(server.url)
  const there = open(server.url)
  await until(() => here.said.some((line) => line.includes('NATS cannot be reached')))
  assert.equal(here.bus.ready(), false)
  assert.equal(await here.isUp(), 0)
  here.bus.publish('account', { lost: 1 })
  assert.equal(await here.count('busDropped', 'down'), 1)
  for (let round = 1; round <= 3; round += 1) {
    await server.start()
    await until(() => here.bus.ready() && there.bus.ready())
    assert.equal(await here.isUp(), 1)
    here.bus.publish('account', { round })
    await until(() => there.heard.length === round)
    await server.kill()
    await until(() => !here.bus.ready() && !there.bus.ready())
    here.bus.publish('account', { lost: round })
  }
  assert.deepEqual(there.heard, [{ round: 1 }, { round: 2 }, { round: 3 }])
})

test('NATS that takes nothing any more holds up nobody and fills no memory; then it is left, and found again', async () => {
  const server = await startNatsServer()
  const here = open(server.url)
  await until(() => here.bus.ready())
  server.freeze()
  const text = 'x'.repeat(100_000)
  global.gc?.()
  const before = process.memoryUsage()
  // Ten times what may be under way.
  for (let n = 0; n < 800; n += 1) {
    here.bus.publish('account', { text })
    if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  assert.ok((await here.count('busDropped', 'slow')) > 600)
  const grown = process.memoryUsage().external + process.memoryUsage().arrayBuffers - before.external
  assert.ok(grown < 60_000_000, `${grown} bytes are held`)
  await until(() => !here.bus.ready())
  server.thaw()
  await until(() => here.bus.ready())
})

test('a message larger than NATS takes is dropped alone', async () => {
  const server = await startNatsServer()
  const [here, there] = [open(server.url), open(server.url)]
  await until(() => here.bus.ready() && there.bus.ready())
  here.bus.publish('account', { text: 'x'.repeat(2_000_000) })
  here.bus.publish('account', { n: 1 })
  await until(() => there.heard.length > 0)
  assert.deepEqual(there.heard, [{ n: 1 }])
  assert.equal(await here.count('busDropped', 'large'), 1)
})

test('user and password, and a token; with a wrong one it says so and keeps trying', async () => {
  const server = await startNatsServer(['--user', 'me', '--pass', 'p:w@'])
  const wrong = open(server.url.replace('//', '//me:wrong@'))
  const right = open(server.url.replace('//', '//me:p%3Aw%40@'))
  await until(() => right.bus.ready())
  await until(() => wrong.said.some((line) => /authorization/i.test(line)))
  assert.equal(wrong.bus.ready(), false)
  assert.ok(![...right.said, ...wrong.said].join('').includes('wrong@'))
  const withToken = await startNatsServer(['--auth', 's3cret'])
  const token = open(withToken.url.replace('//', '//s3cret@'))
  await until(() => token.bus.ready())
})

test('TLS: who signed is named by the address; a certificate of somebody else is refused', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-nats-'))
  whenDone(() => rm(folder, { recursive: true, force: true }))
  const at = (name: string) => path.join(folder, name)
  const make = (name: string) =>
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${name} -addext subjectAltName=DNS:localhost -keyout ${at(`${name}.key`)} -out ${at(`${name}.pem`)}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    )
  make('nats')
  make('other')
  const server = await startNatsServer(['--tls', '--tlscert', at('nats.pem'), '--tlskey', at('nats.key')])
  const tls = `tls://localhost:${server.port}`
  const trusting = open(`${tls}?ca=${at('nats.pem')}`)
  const wary = open(`${tls}?ca=${at('other.pem')}`)
  await until(() => trusting.bus.ready())
  await until(() => wary.said.some((line) => line.includes('NATS cannot be reached')))
  assert.equal(wary.bus.ready(), false)
  const plain = await startNatsServer()
  const demanding = open(plain.url.replace('nats:', 'tls:'))
  await until(() => demanding.said.some((line) => line.includes('NATS cannot be reached')))
  assert.equal(demanding.bus.ready(), false)
})
